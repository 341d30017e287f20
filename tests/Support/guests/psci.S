// Firmware at EL2, whose PSCI is called by HVC: CPU_ON, which is function CPU_ON, returns RESULT, and what else is asked for goes on to QEMU's.
// Enters the Image at ENTRY, EL1, with X0 in x0. Loaded where it isn't in the way.

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0x6000000		// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	.equ	HCR_EL2_RW, 1 << 31
	.equ	CNTHCTL_EL2_ALL, 0b11
	.equ	CPTR_EL2_NONE, 0x33ff
	.equ	SPSR_EL1H, 0x3c5

start:	mov	x9, #HCR_EL2_RW
	msr	hcr_el2, x9
	mov	x9, #CNTHCTL_EL2_ALL
	msr	cnthctl_el2, x9
	mov	x9, #CPTR_EL2_NONE
	msr	cptr_el2, x9
	msr	cntvoff_el2, xzr
	mrs	x9, midr_el1
	msr	vpidr_el2, x9
	mrs	x9, mpidr_el1
	msr	vmpidr_el2, x9
	adr	x9, vectors
	msr	vbar_el2, x9
	ldr	x9, =0x30d00800
	msr	sctlr_el1, x9
	mov	x9, #SPSR_EL1H
	msr	spsr_el2, x9
	ldr	x9, =ENTRY
	msr	elr_el2, x9
	ldr	x0, =X0
	isb
	eret
	.ltorg

	.balign	0x800
vectors:
	.skip	0x400
	ldr	w9, =CPU_ON		// 0x400: from EL1
	cmp	w0, w9
	b.ne	1f
	ldr	x0, =RESULT
	eret
1:	smc	#0
	eret
	.ltorg
end:
