	.include "function.inc"
	.include "alternative.inc"

// Makes written code what every core fetches (each other core still needs an ISB of its own). Runs after the patching:
// the patcher itself has a form without alternatives. The lines are the smallest of any core: DC and IC reach the others by address, so the
// CTR_EL0 of the core that runs this would pass over lines of one with smaller ones.
// In: x0 = start VA, x1 = end VA, the addresses that are executed. Out: nothing. Clobbers: x2, x3, flags
	function bm_sync_code
	cmp	x0, x1
	b.hs	4f
	alternative_if HAS_CACHE_IDC		// CTR_EL0.IDC: no clean needed, the stores must still be done
	dsb	ishst
	b	2f
	alternative_else_nop_endif
	alternative_cb ALWAYS_SYSTEM, bm_cb_dcache_line_size
	adrp	x2, bm_line_bytes
	ldr	w2, [x2, :lo12:bm_line_bytes]
	alternative_cb_end
	sub	x3, x2, #1
	bic	x3, x0, x3
1:	alternative_insn "dc cvau, x3", "dc civac, x3", WORKAROUND_CLEAN_CACHE
	add	x3, x3, x2
	cmp	x3, x1
	b.lo	1b
	dsb	ish
2:	alternative_if HAS_CACHE_DIC		// CTR_EL0.DIC: no invalidate needed
	b	4f
	alternative_else_nop_endif
	alternative_cb ALWAYS_SYSTEM, bm_cb_icache_line_size
	adrp	x2, bm_line_bytes + 4
	ldr	w2, [x2, :lo12:bm_line_bytes + 4]
	alternative_cb_end
	sub	x3, x2, #1
	bic	x3, x0, x3
3:	ic	ivau, x3
	add	x3, x3, x2
	cmp	x3, x1
	b.lo	3b
	dsb	ish
4:	isb
	ret
	endfunction bm_sync_code

	.data
	.balign	8
	.global	bm_line_bytes
	.type	bm_line_bytes, %object
	.size	bm_line_bytes, 8
bm_line_bytes:					// data, instructions: until boot knows, the smallest that CTR_EL0 can say
	.word	4, 4
