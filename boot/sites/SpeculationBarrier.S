	.include "function.inc"
	.include "alternative.inc"
	.arch_extension sb

// Nothing after it runs speculatively on a value that isn't settled.
// In: x0 = value. Out: x0 = the same. Clobbers: nothing
	function bm_speculation_barrier
	alternative_if_not HAS_SB
	dsb	nsh
	isb
	alternative_else
	sb
	nop
	alternative_endif
	ret
	endfunction bm_speculation_barrier
