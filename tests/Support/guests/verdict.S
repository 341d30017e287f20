// Prints TEXT on a UART whose data register is at UART, virt's PL011 where nothing is said, then ends by END: semihosting with CODE, power off (PSCI), a hang, or a flood of TEXT.

#ifndef UART
#define UART		0x09000000
#endif
#define SYS_EXIT	0x18
#define PSCI_OFF	0x84000008

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0			// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

start:	ldr	x1, =UART
	adr	x2, text
print:	ldrb	w3, [x2], #1
	cbz	w3, END
	str	w3, [x1]
	b	print

flood:	b	start

hang:	wfi
	b	hang

power_off:
	ldr	x0, =PSCI_OFF
	hvc	#0

semihosting:
	mov	w0, #SYS_EXIT
	adr	x1, exit_block
	hlt	#0xf000
	b	hang

	.balign	8
exit_block:
	.quad	0x20026, CODE		// ADP_Stopped_ApplicationExit
text:	.asciz	TEXT
	.balign	4
	.ltorg
end:
