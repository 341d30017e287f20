// A random number from the CPU where it has one.

	.include "function.inc"
	.include "alternative.inc"

	.equ	RNDR_TRIES, 10			// RNDR fails now and then when asked faster than its source refills

// In: nothing. Out: x0 = 64 random bits. Clobbers: x1, flags; before patching and after the last try what C# clobbers
	function bm_random64
	alternative_insn "b bm_random_seeded", "nop", HAS_RNG
	mov	w1, #RNDR_TRIES
1:	mrs	x0, S3_3_C2_C4_0		// RNDR, by encoding for assemblers that don't know it: sets Z when it failed
	b.ne	2f
	sub	w1, w1, #1
	cbnz	w1, 1b
	b	bm_random_seeded
2:	ret
	endfunction bm_random64
