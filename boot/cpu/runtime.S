/* What ILC's object refers to besides C#. Everything else it could ask for is left undefined on purpose: zero-GC is a link error. */

	.text
	.global	RhpReversePInvoke, RhpReversePInvokeReturn

/* Referred to by ILC's start-up method, which is never called. In, Out, Clobbers: nothing */
RhpReversePInvoke:
RhpReversePInvokeReturn:
	ret

	/* Compared by methods with buffers on the stack; StackCookie.cs chooses it. */
	.data
	.balign	8
	.global	__security_cookie
__security_cookie:
	.quad	0x5afec0de5afec0de
