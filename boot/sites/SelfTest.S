	.include "function.inc"
	.include "alternative.inc"

// Traps unless the patcher took the BRK out: proof that patched code runs.
// In: nothing. Out: x0 = 1. Clobbers: nothing else
	function bm_self_test_site
	alternative_cb ALWAYS_SYSTEM, bm_cb_nops
	brk	#0xb
	alternative_cb_end
	mov	x0, #1
	ret
	endfunction bm_self_test_site
