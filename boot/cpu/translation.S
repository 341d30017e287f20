/* Translation: switched off for TTBR0, and asked. Never patched. */

	.text
	.global	bm_close_identity_map, bm_translates_for_write

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

/* Asks the MMU. In: x0 = VA. Out: w0 = 1 where EL1 may store there. Clobbers: x1. DMB: erratum 1508412, a deadlock */
bm_translates_for_write:
	at	s1e1w, x0
	isb
	dmb	sy
	mrs	x1, par_el1
	dmb	sy
	mvn	w0, w1
	and	w0, w0, #1			// PAR_EL1.F: 1 where the translation faults
	ret
