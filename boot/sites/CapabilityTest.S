	.include "function.inc"
	.include "alternative.inc"

// A capability test that costs one instruction: a branch, or the NOP that replaced it.
// In: nothing. Out: w0 = 1 where the CPU has CRC32 instructions, else 0. Clobbers: nothing else
	function bm_has_crc32
	alternative_cb HAS_CRC32, bm_cb_nops
	b	1f
	alternative_cb_end
	mov	w0, #1
	ret
1:	mov	w0, #0
	ret
	endfunction bm_has_crc32
