	.include "function.inc"
	.include "alternative.inc"
	.arch_extension sb

// Overwrites the branch history (Spectre-BHB) by as many iterations of two taken branches as the deepest history of any core takes; 0 where none needs it.
// In: nothing. Out: x0 = iterations executed. Clobbers: x1, flags
	function bm_bhb_clear
	mov	x0, #0
	alternative_cb ALWAYS_SYSTEM, bm_cb_bhb_loop
	mov	x1, #0
	alternative_cb_end
	cbz	x1, 3f
1:	b	2f
2:	add	x0, x0, #1
	cmp	x0, x1
	b.ne	1b
	alternative_if_not HAS_SB
	dsb	nsh
	isb
	alternative_else
	sb
	nop
	alternative_endif
3:	ret
	endfunction bm_bhb_clear
