// Copy and fill. Unaligned accesses and DC ZVA: Normal memory only, as everything that C# calls an object or a span here.

	.include "function.inc"
	.include "alternative.inc"
	.arch_extension mops

// Short of a loop, everything is read before anything is written, so an overlap needs no care.
// In: x0 = destination VA, x1 = source VA, x2 = bytes; they may overlap. Out: nothing. Clobbers: x0-x7, v0-v7, flags
	function bm_memmove
	cmp	x2, #16
	b.lo	.Lmove_to15
	cmp	x2, #64
	b.hi	.Lmove_over64
	add	x3, x1, x2
	add	x4, x0, x2
	cmp	x2, #32
	ldr	q0, [x1]
	ldr	q3, [x3, #-16]
	b.ls	1f
	ldr	q1, [x1, #16]
	ldr	q2, [x3, #-32]
	str	q1, [x0, #16]
	str	q2, [x4, #-32]
1:	str	q0, [x0]
	str	q3, [x4, #-16]
	ret

// In: x0, x1, x2 = 0 to 15, as bm_memmove. The two ends are moved, which meet or overlap; of 1 to 3 bytes also the middle one.
.Lmove_to15:
	add	x3, x1, x2
	add	x4, x0, x2
	tbz	x2, #3, 1f
	ldr	x5, [x1]
	ldr	x6, [x3, #-8]
	str	x5, [x0]
	str	x6, [x4, #-8]
	ret
1:	tbz	x2, #2, 2f
	ldr	w5, [x1]
	ldr	w6, [x3, #-4]
	str	w5, [x0]
	str	w6, [x4, #-4]
	ret
2:	cbz	x2, 3f
	lsr	x7, x2, #1
	ldrb	w5, [x1]
	ldrb	w6, [x1, x7]
	ldrb	w3, [x3, #-1]
	strb	w5, [x0]
	strb	w6, [x0, x7]
	strb	w3, [x4, #-1]
3:	ret

// In: x0, x1, x2 over 64, as bm_memmove. Upwards unless the destination starts inside the source. The last 64 bytes are read first,
// because the loop may overwrite them, and written last.
.Lmove_over64:
	sub	x5, x0, x1
	add	x3, x1, x2
	add	x4, x0, x2
	cmp	x5, x2
	sub	x2, x2, #64
	b.lo	.Lmove_down
	ldp	q4, q5, [x3, #-64]
	ldp	q6, q7, [x3, #-32]
1:	ldp	q0, q1, [x1], #64
	ldp	q2, q3, [x1, #-32]
	stp	q0, q1, [x0], #64
	stp	q2, q3, [x0, #-32]
	subs	x2, x2, #64
	b.hi	1b
	stp	q4, q5, [x4, #-64]
	stp	q6, q7, [x4, #-32]
	ret

// In: x0 = destination, x1 = source, x2 = bytes - 64, x3 = source end, x4 = destination end. The first 64 bytes are read first.
.Lmove_down:
	ldp	q4, q5, [x1]
	ldp	q6, q7, [x1, #32]
1:	ldp	q0, q1, [x3, #-32]
	ldp	q2, q3, [x3, #-64]!
	stp	q0, q1, [x4, #-32]
	stp	q2, q3, [x4, #-64]!
	subs	x2, x2, #64
	b.hi	1b
	stp	q4, q5, [x0]
	stp	q6, q7, [x0, #32]
	ret
	endfunction bm_memmove

// The same on CPUs with FEAT_MOPS. In: x0-x2 as bm_memmove. Out: nothing. Clobbers: x0-x2, flags
	function bm_memmove_mops
	cpyp	[x0]!, [x1]!, x2!
	cpym	[x0]!, [x1]!, x2!
	cpye	[x0]!, [x1]!, x2!
	ret
	endfunction bm_memmove_mops

// In: x0 = destination VA, w1 = byte (bits [7:0]), x2 = bytes. Out: nothing. Clobbers: x0-x6, v0, flags
	function bm_memset
	dup	v0.16b, w1
	cmp	x2, #64
	b.hi	.Lset_over64
	add	x3, x0, x2
.Lset_to64:
	cmp	x2, #16
	b.lo	.Lset_to15
	cmp	x2, #32
	str	q0, [x0]
	str	q0, [x3, #-16]
	b.ls	1f
	str	q0, [x0, #16]
	str	q0, [x3, #-32]
1:	ret

// In: x0 = destination, w1 = byte, x2 = 0 to 15, x3 = end, v0 = byte in every lane
.Lset_to15:
	tbz	x2, #3, 1f
	str	d0, [x0]
	str	d0, [x3, #-8]
	ret
1:	tbz	x2, #2, 2f
	str	s0, [x0]
	str	s0, [x3, #-4]
	ret
2:	cbz	x2, 3f
	lsr	x4, x2, #1
	strb	w1, [x0]
	strb	w1, [x0, x4]
	strb	w1, [x3, #-1]
3:	ret

// In: x0 = destination, w1 = byte, x2 over 64, v0 = byte in every lane
.Lset_over64:
	tst	w1, #0xff
	b.eq	.Lclear_over64
.Lset_blocks:
	add	x3, x0, x2
	sub	x2, x2, #64
1:	stp	q0, q0, [x0], #64
	stp	q0, q0, [x0, #-32]
	subs	x2, x2, #64
	b.hi	1b
	stp	q0, q0, [x3, #-64]
	stp	q0, q0, [x3, #-32]
	ret

// In: x0 = destination, x2 over 64, v0 = 0. x4 = bytes DC ZVA clears, 0 where it is prohibited: then x5 is over any x2 / 4.
// The default reads DCZID_EL0: 4 << BS; with DZP (bit 4) set the shift is 16 or more and the mask leaves 0.
.Lclear_over64:
	mov	w3, #4
	alternative_cb ALWAYS_SYSTEM, bm_cb_dczva_size
	mrs	x4, dczid_el0
	lsl	w4, w3, w4
	and	w4, w4, #0xffff
	alternative_cb_end
	sub	x5, x4, #1
	cmp	x5, x2, lsr #2
	b.hs	.Lset_blocks

// At least four blocks: stores up to the first whole one, x6; they may run into it. x2 = where the last one can start.
	add	x3, x0, x2
	add	x6, x0, x5
	bic	x6, x6, x5
1:	stp	q0, q0, [x0], #32
	cmp	x0, x6
	b.lo	1b
	sub	x2, x3, x4
2:	dc	zva, x6
	add	x6, x6, x4
	cmp	x6, x2
	b.ls	2b
	mov	x0, x6
	sub	x2, x3, x6
	cmp	x2, #64
	b.hi	.Lset_blocks
	b	.Lset_to64
	endfunction bm_memset

// The same on CPUs with FEAT_MOPS. In: x0-x2 as bm_memset. Out: nothing. Clobbers: x0, x2, flags
	function bm_memset_mops
	setp	[x0]!, x2!, x1
	setm	[x0]!, x2!, x1
	sete	[x0]!, x2!, x1
	ret
	endfunction bm_memset_mops
