/*
 * The maintenance of boot/cpu/cache.S with marks: how often each was done, and the count of instructions (pmu.S) at the first clean or
 * DSB and at the last ISB. Called where the patcher calls those of cache.S, so that the code around them is the same.
 */

	.text
	.global	bm_marked_dc_cvau, bm_marked_dc_civac, bm_marked_ic_ialluis, bm_marked_dsb_ish, bm_marked_isb, bm_marks

	/* MaintenanceMarks.cs */
	.equ	CLEANS, 0
	.equ	INVALIDATIONS, 4
	.equ	BARRIERS, 8
	.equ	FIRST, 12
	.equ	LAST, 16

	/* Adds 1 to a counter. Out: x9 = bm_marks. Clobbers: w10 */
	.macro	count counter
	adrp	x9, bm_marks
	add	x9, x9, :lo12:bm_marks
	ldr	w10, [x9, #\counter]
	add	w10, w10, #1
	str	w10, [x9, #\counter]
	.endm

	/* Notes the count of instructions where none is noted yet. In: x9 = bm_marks. Clobbers: x10 */
	.macro	mark_first
	ldr	w10, [x9, #FIRST]
	cbnz	w10, 1f
	isb
	mrs	x10, pmevcntr0_el0
	str	w10, [x9, #FIRST]
1:
	.endm

/* In: x0 = VA. Out: nothing. Clobbers: x9, x10 */
bm_marked_dc_cvau:
	count	CLEANS
	mark_first
	dc	cvau, x0
	ret

/* In: x0 = VA. Out: nothing. Clobbers: x9, x10 */
bm_marked_dc_civac:
	count	CLEANS
	mark_first
	dc	civac, x0
	ret

/* In, Out: nothing. Clobbers: x9, x10 */
bm_marked_ic_ialluis:
	count	INVALIDATIONS
	ic	ialluis
	ret

/* In, Out: nothing. Clobbers: x9, x10 */
bm_marked_dsb_ish:
	count	BARRIERS
	mark_first
	dsb	ish
	ret

/* In, Out: nothing. Clobbers: x9, x10 */
bm_marked_isb:
	count	BARRIERS
	isb
	mrs	x10, pmevcntr0_el0
	str	w10, [x9, #LAST]
	ret

	.bss
	.balign	8
bm_marks:
	.skip	24
