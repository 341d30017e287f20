/*
 * A boot loader may enter with MMU and caches on, at the Image's own physical address: UEFI does.
 */

	.equ	SCTLR_ON, 1 << 12 | 1 << 2 | 1 << 0	// I, C, M

	/* In: x14 = where to go on. Clobbers: x9-x13 */
	.macro	turn_off el
	mrs	x13, sctlr_el\el
	tbz	x13, #0, .Loff\@
	adrp	x9, __image_start
	adrp	x10, __image_end
	bl	bm_discard_lines		// what the boot loader stored is in a cache, perhaps only there
	mov	x9, #SCTLR_ON
	bic	x13, x13, x9
	msr	sctlr_el\el, x13
	isb
.Loff\@:
	ret	x14
	.endm

	.section .start.text, "ax"
	.global	bm_mmu_off, bm_discard_lines

/*
 * In:       nothing
 * Out:      MMU and caches of the current exception level off, all of the Image in memory and no line of it in a cache
 * Clobbers: x9-x14
 */
bm_mmu_off:
	mov	x14, x30
	mrs	x9, CurrentEL
	cmp	x9, #(2 << 2)
	b.eq	2f
	b.hi	3f
	turn_off 1
2:	turn_off 2
3:	turn_off 3

/* Cleans and invalidates to the PoC. In: x9, x10 = start and end, at a line. Out: nothing. Clobbers: x9, x11, x12 */
bm_discard_lines:
	dsb	sy
	mrs	x11, ctr_el0
	ubfx	x11, x11, #16, #4		// DminLine, log2 of words
	mov	x12, #4
	lsl	x12, x12, x11
1:	dc	civac, x9
	add	x9, x9, x12
	cmp	x9, x10
	b.lo	1b
	dsb	sy
	ret
