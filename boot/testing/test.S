/* The way into a test, and the way back out of its middle. */

	.equ	SAVED_SP, 144			// TestRun.cs: 152 bytes

	.text
	.global	bm_test_enter, bm_test_leave

/* In: x0 = VA of the test, x1 = VA of what bm_test_leave needs. Out: nothing. Clobbers: as any call */
bm_test_enter:
	stp	x29, x30, [sp, #-16]!
	mov	x29, sp
	stp	x19, x20, [x1]
	stp	x21, x22, [x1, #16]
	stp	x23, x24, [x1, #32]
	stp	x25, x26, [x1, #48]
	stp	x27, x28, [x1, #64]
	stp	d8, d9, [x1, #80]
	stp	d10, d11, [x1, #96]
	stp	d12, d13, [x1, #112]
	stp	d14, d15, [x1, #128]
	str	x29, [x1, #SAVED_SP]
	blr	x0
	ldp	x29, x30, [sp], #16
	ret

/*
 * Returns from bm_test_enter, whatever has been called or has faulted since. In: x0 = what that saved; on either stack. Out: to the caller
 * of bm_test_enter, on SP_EL0, with the exception stack empty. Clobbers: as any call
 */
bm_test_leave:
	ldp	x19, x20, [x0]
	ldp	x21, x22, [x0, #16]
	ldp	x23, x24, [x0, #32]
	ldp	x25, x26, [x0, #48]
	ldp	x27, x28, [x0, #64]
	ldp	d8, d9, [x0, #80]
	ldp	d10, d11, [x0, #96]
	ldp	d12, d13, [x0, #112]
	ldp	d14, d15, [x0, #128]
	ldr	x1, [x0, #SAVED_SP]
	ldr	x2, =__exception_stack_top
	msr	spsel, #1
	mov	sp, x2
	msr	spsel, #0
	mov	sp, x1
	ldp	x29, x30, [sp], #16
	ret
