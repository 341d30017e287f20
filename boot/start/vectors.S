/*
 * Exceptions at EL1. All code but the exception report runs on SP_EL0, so an exception of ordinary code finds
 * SP_EL1, a stack of its own, in place without an instruction.
 */

#include "core.inc"

	.equ	FRAME_SIZE, 288			// ExceptionFrame.cs

	.section .vectors.text, "ax"
	.global	bm_vectors

	/* Saves what the report shows. In: the interrupted state. Out: C# report, never back. */
	.macro	vector kind
	.balign	0x80
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x0, #\kind
	b	bm_save_frame
	.endm

	.balign	0x800
/* In: an exception, at the entry of its kind. Out: the C# report, never back. Clobbers: nothing that it shows */
bm_vectors:
	vector	0				// 0x000: from SP_EL0: sync, IRQ, FIQ, SError
	vector	1
	vector	2
	vector	3
	.rept	4				// 0x200: from SP_EL1: the report itself faulted
	.balign	0x80
	b	bm_save_nested
	.endr
	.rept	8				// 0x400: EL0 is never entered
	.balign	0x80
	b	bm_save_nested
	.endr
	.balign	0x80

/* In: x0 = kind, its and x1's old value on the stack. Out: bm_exception_report(x0 = kind, x1 = frame) */
bm_save_frame:
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	mrs	x1, sp_el0
	stp	x30, x1, [sp, #240]
	mrs	x1, elr_el1
	mrs	x2, spsr_el1
	stp	x1, x2, [sp, #256]
	mrs	x1, esr_el1
	mrs	x2, far_el1
	stp	x1, x2, [sp, #272]
	mov	x1, sp
	mov	x29, xzr
	bl	bm_exception_report
	b	bm_halt

/* A fault inside the report: what it was, by its registers, on a fresh stack. Out: bm_nested_exception(ESR, ELR, FAR) */
bm_save_nested:
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #CORE_EXCEPTION_STACK_TOP]
	mov	sp, x0
	mrs	x0, esr_el1
	mrs	x1, elr_el1
	mrs	x2, far_el1
	mov	x29, xzr
	bl	bm_nested_exception
	b	bm_halt
