/*
 * Cache maintenance for the patching path: never patched itself.
 * Arm ARM DDI 0487, "Synchronization and coherency issues between data and instruction accesses".
 */

	.text
	.global	bm_dc_cvau, bm_dc_civac, bm_ic_ialluis, bm_dsb_ish, bm_dsb_sy, bm_isb

/* Cleans the data cache line of a VA to the PoU. In: x0 = VA. Out: nothing. Clobbers: nothing */
bm_dc_cvau:
	dc	cvau, x0
	ret

/* Cleans and invalidates the data cache line of a VA to the PoC. In: x0 = VA. Out: nothing. Clobbers: nothing */
bm_dc_civac:
	dc	civac, x0
	ret

/* Invalidates all instruction caches of the inner shareable domain. In, Out, Clobbers: nothing */
bm_ic_ialluis:
	ic	ialluis
	ret

/* In, Out, Clobbers: nothing */
bm_dsb_ish:
	dsb	ish
	ret

/* In, Out, Clobbers: nothing */
bm_dsb_sy:
	dsb	sy
	ret

/* In, Out, Clobbers: nothing */
bm_isb:
	isb
	ret
