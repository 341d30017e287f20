// Enters the Image at ENTRY with X0 in x0, as boot loaders may. Loaded where it isn't in the way. At EL3, CNTFRQ may be set, too; the
// cores that start with the first one wait.

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0x6000000		// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

start:
#ifdef CNTFRQ
	mrs	x0, mpidr_el1
	and	x0, x0, #3
	cbnz	x0, .
	ldr	x0, =CNTFRQ
	msr	cntfrq_el0, x0
#endif
	ldr	x0, =X0
	ldr	x1, =ENTRY
	br	x1
	.ltorg
end:
