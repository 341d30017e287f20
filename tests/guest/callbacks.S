	.include "function.inc"
	.include "alternative.inc"

/*
 * Callbacks in the C form, and sites for them and for the C# callbacks of GuestCallbacks.cs.
 */

	.equ	MOVZ, 0xd2800000
	.equ	WORD_BYTES, 4

/* The site's words become MOVZ x0, #n for n = words of the site + 10 * bytes of the original by its entry + 100 * whether the
   capability of the entry is in the bitmap; nothing where an argument is wrong. In: x0 = entry, x1 = site, x2 = its new words,
   w3 = how many, x4 = bitmap of the capabilities. Out: nothing. Clobbers: x1-x3, x5-x9, flags */
	function bm_ccb_guest_arguments
	adr	x9, bm_guest_arguments		// where the site runs, not a copy of it
	cmp	x1, x9
	b.ne	2f
	ldrb	w5, [x0, #10]			// orig_len
	ldrh	w6, [x0, #8]			// cpucap
	and	w6, w6, #~ARM64_CB_BIT
	lsr	w7, w6, #6
	ldr	x7, [x4, w7, uxtw #3]
	lsr	x6, x7, x6			// by the low six bits
	and	w6, w6, #1
	mov	w8, #10
	madd	w5, w5, w8, w3
	mov	w8, #100
	madd	w5, w6, w8, w5
	mov	w6, #MOVZ & 0xffff
	movk	w6, #MOVZ >> 16, lsl #16
	orr	w5, w6, w5, lsl #5
1:	ldr	w6, [x1], #WORD_BYTES		// a word that is 0 would have been read from elsewhere
	cbz	w6, 2f
	str	w5, [x2], #WORD_BYTES
	subs	w3, w3, #1
	b.ne	1b
2:	ret
	endfunction bm_ccb_guest_arguments

/* Writes nothing. In, Out, Clobbers: nothing */
	function bm_ccb_guest_nothing
	ret
	endfunction bm_ccb_guest_nothing

/* Writes one word too many. In: x2 = new words, w3 = how many. Out: nothing. Clobbers: x2, x3, flags */
	function bm_ccb_guest_behind
1:	str	wzr, [x2], #WORD_BYTES
	subs	w3, w3, #1
	b.pl	1b
	ret
	endfunction bm_ccb_guest_behind

/* Writes the word before the buffer. In: x2 = new words. Out, Clobbers: nothing */
	function bm_ccb_guest_before
	stur	wzr, [x2, #-WORD_BYTES]
	ret
	endfunction bm_ccb_guest_before

/* In: nothing. Out: x0 = what the callback computed, 1 before patching. Clobbers: nothing else */
	function bm_guest_arguments
	alternative_cb HAS_CRC32, bm_ccb_guest_arguments
	mov	x0, #1
	nop
	nop
	alternative_cb_end
	ret
	endfunction bm_guest_arguments

/* In: nothing. Out: x0 = 2, patched or not. Clobbers: nothing else */
	function bm_guest_nothing
	alternative_cb ALWAYS_SYSTEM, bm_ccb_guest_nothing
	mov	x0, #2
	alternative_cb_end
	ret
	endfunction bm_guest_nothing

/* In: nothing. Out: x0 = 0x0123456789abcdef, 3 before patching. Clobbers: nothing else */
	function bm_guest_constant
	alternative_cb ALWAYS_BOOT, bm_cb_guest_constant
	mov	x0, #3
	nop
	nop
	nop
	alternative_cb_end
	ret
	endfunction bm_guest_constant

/* The function begins with the site, to which bm_guest_caller branches. In: x0 = n. Out: x0 = n + 2, n + 1 before patching.
   Clobbers: nothing else */
	function bm_guest_callee
	alternative_insn "add x0, x0, #1", "add x0, x0, #2", ALWAYS_SYSTEM
	ret
	endfunction bm_guest_callee

/* Both arms branch to a function that begins with a site. In: x0 = n. Out: x0 = n + 2, n + 1 before patching. Clobbers: nothing else */
	function bm_guest_caller
	alternative_insn "b bm_guest_callee", "b bm_guest_callee", ALWAYS_SYSTEM
	endfunction bm_guest_caller

/* Both arms look where they are, and at the word after the site. In: nothing. Out: x0 = 4, 5 where the arm was copied without moving
   what it refers to. Clobbers: x1, x2 */
	function bm_guest_addresses
	alternative_if_not ALWAYS_SYSTEM
	mov	x0, #4
	b	2f
	nop
	nop
	nop
	nop
	alternative_else
	adr	x1, 1f				// stays inside the site ...
1:	adr	x2, bm_guest_addresses		// ... where that is
	add	x2, x2, #4
	cmp	x1, x2
	mov	x0, #4
	cinc	x0, x0, ne
	alternative_endif
2:	ret
	endfunction bm_guest_addresses
