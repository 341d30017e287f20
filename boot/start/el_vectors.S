/*
 * What EL2 and EL3 do after they have been left: a trap there means that the Image used something that isn't allowed
 * at EL1. It goes back to EL1 as an exception, so that one report, with symbols, covers all levels.
 */

#include "stage.inc"

	.equ	SPSR_EL1H, 0x3c5
	.equ	STAGE_FAULT, '!'

	/*
	 * In:       exception registers of EL\el
	 * Out:      at EL1's synchronous vector, the same registers there
	 * Clobbers: nothing that the report shows
	 */
	.macro	reflect el
	.balign	0x80
	msr	tpidr_el\el, x9
	mrs	x9, vbar_el1
	cbz	x9, bm_fault_before_vectors_el\el
	mrs	x9, esr_el\el
	msr	esr_el1, x9
	mrs	x9, far_el\el
	msr	far_el1, x9
	mrs	x9, elr_el\el
	msr	elr_el1, x9
	mrs	x9, spsr_el\el
	msr	spsr_el1, x9
	tst	x9, #1				// SPSR.M[0]: from SP_EL0 to the vector at 0, from SP_EL1 to that at 0x200
	mrs	x9, vbar_el1
	b.eq	.Lsp0\@
	add	x9, x9, #0x200
.Lsp0\@:
	msr	elr_el\el, x9
	mov	x9, #SPSR_EL1H
	msr	spsr_el\el, x9
	mrs	x9, tpidr_el\el
	eret
	.endm

	/* The boot core leaves ESR, ELR and FAR in the stage record. All stop. */
	.macro	record el
	.balign	0x80
bm_fault_before_vectors_el\el:
	adrp	x9, bm_core_count
	ldr	w9, [x9, :lo12:bm_core_count]
	cbnz	w9, bm_park			// another core than the boot core, whose record it is
	early_stage STAGE_FAULT
	adrp	x9, bm_stage
	add	x9, x9, :lo12:bm_stage
	mrs	x10, esr_el\el
	mrs	x11, elr_el\el
	stp	x10, x11, [x9, #8]
	mrs	x10, far_el\el
	str	x10, [x9, #24]
	b	bm_park
	.endm

	.macro	vectors el
	.balign	0x800
	.global	bm_el\el\()_vectors
bm_el\el\()_vectors:
	record	\el				// 0x000: from this level itself
	.rept	7
	.balign	0x80
	b	bm_fault_before_vectors_el\el
	.endr
	.rept	4				// 0x400: from a lower level, AArch64
	reflect	\el
	.endr
	.rept	4				// 0x600: AArch32, never entered
	.balign	0x80
	b	bm_fault_before_vectors_el\el
	.endr
	.balign	0x80
	.endm

	.section .vectors.text, "ax"
	vectors	2
	vectors	3
