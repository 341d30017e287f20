// Atomic read-modify-write with .NET's full fence. The exclusive loops need Normal cacheable memory, that is, the MMU on.
// An acquire-release exclusive pair isn't a full fence, hence the DMB; LSE's acquire-release forms are one for what .NET promises.

	.include "function.inc"
	.include "alternative.inc"
	.arch_extension lse

// In: x0 = VA, \r\()1 = value. Out: \r\()0 = old value. Clobbers: x2-x4
	.macro	atomic_add name, r
	function \name
	alternative_if_not HAS_LSE_ATOMICS
1:	ldaxr	\r\()2, [x0]
	add	\r\()3, \r\()2, \r\()1
	stlxr	w4, \r\()3, [x0]
	cbnz	w4, 1b
	dmb	ish
	alternative_else
	ldaddal	\r\()1, \r\()2, [x0]
	mov	\r\()0, \r\()2
	ret
	nop
	nop
	alternative_endif
	mov	\r\()0, \r\()2
	ret
	endfunction \name
	.endm

// In: x0 = VA, \r\()1 = new value. Out: \r\()0 = old value. Clobbers: x2, x3
	.macro	atomic_swap name, r
	function \name
	alternative_if_not HAS_LSE_ATOMICS
1:	ldaxr	\r\()2, [x0]
	stlxr	w3, \r\()1, [x0]
	cbnz	w3, 1b
	dmb	ish
	alternative_else
	swpal	\r\()1, \r\()2, [x0]
	mov	\r\()0, \r\()2
	ret
	nop
	alternative_endif
	mov	\r\()0, \r\()2
	ret
	endfunction \name
	.endm

// In: x0 = VA, \r\()1 = new value, \r\()2 = comparand. Out: \r\()0 = old value. Clobbers: x2-x4, flags
	.macro	atomic_cas name, r
	function \name
	alternative_if_not HAS_LSE_ATOMICS
1:	ldaxr	\r\()3, [x0]
	cmp	\r\()3, \r\()2
	b.ne	2f
	stlxr	w4, \r\()1, [x0]
	cbnz	w4, 1b
2:	dmb	ish
	alternative_else
	casal	\r\()2, \r\()1, [x0]
	mov	\r\()0, \r\()2
	ret
	nop
	nop
	nop
	alternative_endif
	mov	\r\()0, \r\()3
	ret
	endfunction \name
	.endm

	atomic_add bm_atomic_add32, w
	atomic_add bm_atomic_add64, x
	atomic_swap bm_atomic_swap32, w
	atomic_swap bm_atomic_swap64, x
	atomic_cas bm_atomic_cas32, w
	atomic_cas bm_atomic_cas64, x
