	.include "function.inc"
	.include "alternative.inc"

// After page table stores: makes them the ones in use (Arm ARM DDI 0487, "TLB maintenance").
// Errata 1286807, 2441007, 2441009, 4118414: an access by the old translation may still be under way after the first TLBI and DSB.
// Before patching one pair is enough: until then page tables only grow, and no other core runs.
// In, Out, Clobbers: nothing
	function bm_tlb_invalidate_all
	dsb	ishst
	tlbi	vmalle1is
	dsb	ish
	alternative_if WORKAROUND_REPEAT_TLBI
	tlbi	vmalle1is
	dsb	ish
	alternative_else_nop_endif
	isb
	ret
	endfunction bm_tlb_invalidate_all
