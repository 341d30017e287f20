// CRC-32 of IEEE 802.3, the polynomial of the CRC32X instructions without C in the name.

	.include "function.inc"
	.include "alternative.inc"
	.arch_extension crc

// In: w0 = state, x1 = VA, x2 = bytes. Out: w0 = state. Clobbers: x1-x3, flags; before patching what C# clobbers
	function bm_crc32
	alternative_insn "b bm_crc32_table", "nop", HAS_CRC32
1:	subs	x2, x2, #8
	b.lo	2f
	ldr	x3, [x1], #8
	crc32x	w0, w0, x3
	b	1b
2:	tbz	x2, #2, 3f			// the low three bits still are those of the byte count
	ldr	w3, [x1], #4
	crc32w	w0, w0, w3
3:	tbz	x2, #1, 4f
	ldrh	w3, [x1], #2
	crc32h	w0, w0, w3
4:	tbz	x2, #0, 5f
	ldrb	w3, [x1]
	crc32b	w0, w0, w3
5:	ret
	endfunction bm_crc32
