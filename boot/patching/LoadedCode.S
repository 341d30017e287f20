	.include "alternative.inc"

/* A function with a table of its own, to be copied as one piece: what a program could load after boot. */

	.section .rodata.loaded_code, "a"
	.balign	4
	.global	bm_loaded_code, bm_loaded_code_table, bm_loaded_code_end
bm_loaded_code:					// In: nothing. Out: x0 = 2, or 1 before patching. Clobbers: nothing
1:	mov	x0, #1
	ret
2:	mov	x0, #2
bm_loaded_code_table:
	.word	1b - .
	.word	2b - .
	.hword	ALWAYS_SYSTEM
	.byte	4, 4
bm_loaded_code_end:

	.section .bss.loaded_code, "aw", %nobits
	.global	bm_loaded_code_page
	.balign	4096
bm_loaded_code_page:
	.skip	4096
