// A program that isn't BareMetal's: with MMU and caches on it runs a function, stores another instruction into it, and runs it again. Defined,
// WITHOUT_DC, WITHOUT_DSB, WITHOUT_IC, WITHOUT_SECOND_DSB, WITHOUT_ISB and WITHOUT_DISCARD leave that step out, and WITH_EXCLUSIVE stores once
// more at the end, where a store exclusive fails otherwise; BY_ALIAS=OFFSET invalidates code at another VA of it. TLBI_RANGE=OPERAND makes a
// block read only, invalidates that range, and reads from the block: where CRM is 2 for all cores, where it is 6 for this one. Ends by
// semihosting: 0.

	.equ	SYS_EXIT, 0x18
	.equ	DEVICE, 0b01 | 1 << 2 | 1 << 10 | 1 << 54 | 1 << 53	// block, MAIR index 1, AF, never executed
	.equ	NORMAL, 0b01 | 0b11 << 8 | 1 << 10			// block, MAIR index 0, inner shareable, AF
	.equ	READ_ONLY, 1 << 7
	.equ	ALIAS, 0x80000000					// the second VA of RAM
	.equ	MAIR, 0xff | 0x04 << 8
	.equ	TCR, 25 | 0b01 << 8 | 0b01 << 10 | 0b11 << 12 | 1 << 23	// 39 bits, so blocks of 1 GiB in the first table; no TTBR1
	.equ	SCTLR, 0x30d00800 | 1 << 12 | 1 << 2 | 1 << 0

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0			// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

start:	adr	x0, table
	ldr	x1, =DEVICE
	ldr	x2, =0x40000000 | NORMAL
	stp	x1, x2, [x0]
	str	x2, [x0, #(ALIAS >> 30 << 3)]
	dsb	sy
#ifndef WITHOUT_DISCARD
	dc	ivac, x0
	dsb	sy
#endif
	ldr	x1, =MAIR
	msr	mair_el1, x1
	ldr	x1, =TCR
	msr	tcr_el1, x1
	msr	ttbr0_el1, x0
	tlbi	vmalle1
	ic	iallu
	dsb	sy
	isb
	ldr	x1, =SCTLR
	msr	sctlr_el1, x1
	isb

	bl	victim
	adr	x1, victim
	ldr	w2, =0x52800000		// mov w0, #0
	ldxr	w3, [x1]
	str	w2, [x1]
#ifndef WITHOUT_DC
	dc	cvau, x1
#endif
#ifndef WITHOUT_DSB
	dsb	ish
#endif
#ifdef BY_ALIAS
	ldr	x3, =BY_ALIAS
	add	x3, x1, x3
	ic	ivau, x3
#elif !defined(WITHOUT_IC)
	ic	ivau, x1
#endif
#ifndef WITHOUT_SECOND_DSB
	dsb	ish
#endif
#ifndef WITHOUT_ISB
	isb
#endif
#ifdef WITH_EXCLUSIVE
	ldxr	w3, [x1]
#endif
	stxr	w4, w2, [x1]		// fails: w3 isn't there any more
	bl	victim
#ifdef TLBI_RANGE
	adr	x1, table
	ldr	x2, =0x40000000 | NORMAL | READ_ONLY
	str	x2, [x1, #(ALIAS >> 30 << 3)]
	dsb	ish
	ldr	x2, =TLBI_RANGE
	sys	#0, c8, CRM, #1, x2
	dsb	ish
	isb
	ldr	x2, =ALIAS
	ldr	x2, [x2]
#endif
	adr	x1, block
	str	x0, [x1, #8]
	mov	x0, #SYS_EXIT
	hlt	#0xf000

	// In: nothing. Out: w0. Clobbers: nothing
	.balign	64
victim:	mov	w0, #1
	ret
	.ltorg

	.balign	64
block:	.quad	0x20026, 0		// ADP_Stopped_ApplicationExit, code

	.balign	4096
table:	.skip	4096
end:
