/* Translation: switched off for TTBR0, and asked. Never patched. */

	.text
	.global	bm_close_identity_map, bm_translate_read, bm_translate_write

/* No more walks through TTBR0, on this core. In: nothing. Out: nothing. Clobbers: x0 */
bm_close_identity_map:
	mrs	x0, tcr_el1
	orr	x0, x0, #(1 << 7)		// EPD0
	msr	tcr_el1, x0
	isb
	tlbi	vmalle1
	dsb	nsh
	isb
	ret

	/* Asks the MMU. In: x0 = VA. Out: x0 = PAR_EL1. Clobbers: nothing. DMB: erratum 1508412, a deadlock */
	.macro	translate operation
	at	\operation, x0
	isb
	dmb	sy
	mrs	x0, par_el1
	dmb	sy
	ret
	.endm

bm_translate_read:
	translate s1e1r
bm_translate_write:
	translate s1e1w
