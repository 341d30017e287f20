// RNDR also sets the flags, which C# can't see.

	.include "function.inc"

// For CPUs with FEAT_RNG. In: x0 = VA of 64 bits. Out: w0 = 1 and the bits are random, or 0. Clobbers: x1, flags
	function bm_random64
	mrs	x1, S3_3_C2_C4_0		// RNDR, by encoding for assemblers that don't know it: sets Z when it failed
	str	x1, [x0]
	cset	w0, ne
	ret
	endfunction bm_random64
