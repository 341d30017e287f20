/* Translation: switched off for TTBR0, read, and asked. Never patched: cores that come run it while text is being written. */

	.text
	.global	bm_close_identity_map, bm_read_translation, bm_translate_read, bm_translate_write

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

/* How this core translates. In: x0 = VA of a TranslationRegisters. Out: filled. Clobbers: x1, x2 */
bm_read_translation:
	mrs	x1, sctlr_el1
	mrs	x2, tcr_el1
	stp	x1, x2, [x0]
	mrs	x1, ttbr0_el1
	mrs	x2, ttbr1_el1
	stp	x1, x2, [x0, #16]
	mrs	x1, mair_el1
	str	x1, [x0, #32]
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

/* AT S1E1R. In: x0 = VA. Out: x0 = PAR_EL1. Clobbers: nothing */
bm_translate_read:
	translate s1e1r
/* AT S1E1W. In: x0 = VA. Out: x0 = PAR_EL1. Clobbers: nothing */
bm_translate_write:
	translate s1e1w
