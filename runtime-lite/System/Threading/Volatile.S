// Acquire loads. LDAR also waits for earlier store-releases; LDAPR needn't (RCpc), and .NET's Volatile.Read asks for no more.

	.include "function.inc"
	.include "alternative.inc"
	.arch_extension rcpc

// In: x0 = VA. Out: w0 = value. Clobbers: nothing else
	function bm_load_acquire32
	alternative_insn "ldar w0, [x0]", "ldapr w0, [x0]", HAS_LDAPR
	ret
	endfunction bm_load_acquire32

// In: x0 = VA. Out: x0 = value. Clobbers: nothing else
	function bm_load_acquire64
	alternative_insn "ldar x0, [x0]", "ldapr x0, [x0]", HAS_LDAPR
	ret
	endfunction bm_load_acquire64
