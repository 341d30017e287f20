// The generic timer's virtual counter.

	.include "function.inc"
	.include "alternative.inc"

// A plain read may be speculated ahead of what it is to time; the self-synchronised view (FEAT_ECV) may not.
// In: nothing. Out: x0 = ticks. Clobbers: nothing else
	function bm_counter
	alternative_if_not HAS_ECV
	isb
	mrs	x0, cntvct_el0
	alternative_else
	nop
	mrs	x0, S3_3_C14_C0_6		// CNTVCTSS_EL0, by encoding for assemblers that don't know it
	alternative_endif
	ret
	endfunction bm_counter

// In: nothing. Out: x0 = ticks a second. Clobbers: nothing else
	function bm_counter_frequency
	mrs	x0, cntfrq_el0
	ret
	endfunction bm_counter_frequency
