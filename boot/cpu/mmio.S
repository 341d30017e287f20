/* Device registers: one access each, of the width asked for, in the order written. */

	.text
	.global	bm_mmio_read32, bm_mmio_write32

/* In: x0 = VA. Out: w0 = value. Clobbers: nothing */
bm_mmio_read32:
	ldr	w0, [x0]
	ret

/* In: x0 = VA, w1 = value. Out: nothing. Clobbers: nothing */
bm_mmio_write32:
	str	w1, [x0]
	ret
