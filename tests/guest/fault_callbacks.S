	.include "function.inc"
	.include "alternative.inc"

/*
 * Sites of both passes that have a page of text for themselves, so that a test can do anything to its mapping, and callbacks in the
 * C form that go wrong.
 */

	.equ	PAGE_BYTES, 4096
	.equ	WORD_BYTES, 4
	.equ	BEYOND_FRAME, 256

	.text
	.balign	PAGE_BYTES

/* In: nothing. Out: x0 = 4 where both passes have patched, 0 where none has. Clobbers: nothing else */
	function bm_fault_page
	alternative_insn "mov x0, #0", "mov x0, #1", ALWAYS_BOOT
	alternative_insn "nop", "add x0, x0, #1", ALWAYS_BOOT
	alternative_insn "nop", "add x0, x0, #1", ALWAYS_SYSTEM
	alternative_insn "nop", "add x0, x0, #1", ALWAYS_SYSTEM
	ret
	endfunction bm_fault_page

	.balign	PAGE_BYTES

/* The last site of the boot pass, after those of the page above: all are planned when its callback is run, which tests replace. In: nothing.
   Out: x0 = 3, and nothing of that where it is patched. Clobbers: nothing else */
	function bm_fault_last
	alternative_cb ALWAYS_BOOT, bm_cb_nops
	mov	x0, #3
	nop
	nop
	alternative_cb_end
	ret
	endfunction bm_fault_last

/* Writes far past its words, up to what the callers keep. In: x2 = new words. Out: nothing. Clobbers: x2, x3, flags */
	function bm_ccb_fault_frame
	mov	w3, #BEYOND_FRAME
1:	str	wzr, [x2], #WORD_BYTES
	subs	w3, w3, #1
	b.ne	1b
	ret
	endfunction bm_ccb_fault_frame

/* Loads from where nothing is mapped. In: nothing. Out: does not return. Clobbers: x9 */
	function bm_ccb_fault_load
	mov	x9, #-WORD_BYTES
	ldr	w9, [x9]
	ret
	endfunction bm_ccb_fault_load
