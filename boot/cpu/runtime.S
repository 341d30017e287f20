/* What ILC's object refers to besides C#. Everything else it could ask for is left undefined on purpose: zero-GC is a link error. */

	.text
	.weak	RhpReversePInvoke, RhpReversePInvokeReturn	// weak: bflat may bring its own

/* Referred to by ILC's start-up method, which is never called. In, Out, Clobbers: nothing */
RhpReversePInvoke:
RhpReversePInvokeReturn:
	ret

/* In: x29 = frame of the C# method that calls this. Out: x0 = the frame. Clobbers: nothing */
	.global	bm_frame_pointer
bm_frame_pointer:
	mov	x0, x29
	ret

	/* Compared by methods with buffers on the stack; StackCookie.cs chooses it. */
	.data
	.balign	8
	.weak	__security_cookie
__security_cookie:
	.quad	0x5afec0de5afec0de
