/*
 * Device registers: one access each, of the width asked for, in the order written. LDAR: on Cortex-A57 a plain load between
 * exclusives may deadlock (erratum 832075).
 */

	.text
	.global	bm_mmio_read32, bm_mmio_write32

/* In: x0 = VA. Out: w0 = value. Clobbers: nothing */
bm_mmio_read32:
	ldar	w0, [x0]
	ret

/* In: x0 = VA, w1 = value. Out: nothing. Clobbers: nothing */
bm_mmio_write32:
	str	w1, [x0]
	ret
