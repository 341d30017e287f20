	.include "function.inc"
	.include "alternative.inc"

// Is patched and undone again and again. In: nothing. Out: x0 = 2, 1 before patching. Clobbers: nothing else
	function bm_round
	alternative_insn "mov x0, #1", "mov x0, #2", ALWAYS_SYSTEM
	ret
	endfunction bm_round
