// C# cannot ask for its return address. Each of ThrowHelpers' methods keeps the frame record {x29, x30} of the AAPCS64,
// and x29 points at it.

	.include "function.inc"

// In: x29 = frame record of the calling method. Out: x0 = VA that the calling method will return to. Clobbers: nothing
	function bm_caller_return_address
	ldr	x0, [x29, #8]
	ret
	endfunction bm_caller_return_address
