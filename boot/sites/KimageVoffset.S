	.include "function.inc"
	.include "alternative.inc"

// The Image's VA minus its PA: read from memory, then four immediates.
// In: nothing. Out: x0 = offset in bytes. Clobbers: nothing else
	function bm_kimage_voffset
	alternative_cb ALWAYS_BOOT, bm_cb_kimage_voffset
	adrp	x0, bm_kimage_voffset_value
	ldr	x0, [x0, :lo12:bm_kimage_voffset_value]
	nop
	nop
	alternative_cb_end
	ret
	endfunction bm_kimage_voffset

	.data
	.balign	8
	.global	bm_kimage_voffset_value
	.type	bm_kimage_voffset_value, %object
	.size	bm_kimage_voffset_value, 8
bm_kimage_voffset_value:			// written by the start code
	.quad	0
