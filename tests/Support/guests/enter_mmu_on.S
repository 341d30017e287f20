// Enters the Image at RAM base + 2 MiB as a boot loader that keeps its MMU and caches on, with an identity map of the first 4 GiB. x0 stays.

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0x6000000		// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	.equ	DEVICE, 0x401 | 1 << 2	// a 1 GiB block, AF, MAIR index 1
	.equ	NORMAL, 0x701		// inner shareable, MAIR index 0
	.equ	GIGABYTE, 1 << 30
	.equ	TCR, 25 | 0b01 << 8 | 0b01 << 10 | 0b11 << 12	// 39-bit VAs, walks Normal write-back inner shareable
	.equ	TCR_EL1, TCR | 1 << 23 | 0b010 << 32		// no TTBR1, 40-bit PAs
	.equ	TCR_EL2, TCR | 1 << 31 | 1 << 23 | 0b010 << 16
	.equ	ON, 1 << 12 | 1 << 2 | 1 << 0			// I, C, M

	.macro	turn_on el
	ldr	x9, =0x04ff		// Normal write-back, Device-nGnRE
	msr	mair_el\el, x9
	ldr	x9, =TCR_EL\el
	msr	tcr_el\el, x9
	adr	x9, table
	msr	ttbr0_el\el, x9
	dsb	sy
	isb
	mrs	x9, sctlr_el\el
	mov	x10, #ON
	orr	x9, x9, x10
	msr	sctlr_el\el, x9
	isb
	mrs	x9, sctlr_el\el
	tbz	x9, #0, .		// hangs where it isn't on
	.endm

start:	adr	x9, table
	mov	x10, #DEVICE
	str	x10, [x9]
	ldr	x10, =GIGABYTE | NORMAL
	mov	x11, #GIGABYTE
	str	x10, [x9, #8]
	add	x10, x10, x11
	str	x10, [x9, #16]
	add	x10, x10, x11
	str	x10, [x9, #24]
	mrs	x9, CurrentEL
	tbnz	x9, #3, 2f
	turn_on	1
	b	3f
2:	turn_on	2
3:	ldr	x9, =0x40200000
	br	x9
	.ltorg

	.balign	4096
table:	.skip	4096
end:
