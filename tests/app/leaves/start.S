/* Leaves of a program, in a file with the name of one of boot's. */

	.include "function.inc"

// In: x0, x1. Out: x0 = their sum. Clobbers: nothing
	function example_add
	add	x0, x0, x1
	ret
	endfunction example_add

// In: nothing. Out: does not return: an exception, with other values in x19 to x28. Clobbers: x19-x28
	function example_undefined
	mov	x19, #-1
	mov	x20, #-1
	mov	x21, #-1
	mov	x22, #-1
	mov	x23, #-1
	mov	x24, #-1
	mov	x25, #-1
	mov	x26, #-1
	mov	x27, #-1
	mov	x28, #-1
	udf	#0
	endfunction example_undefined
