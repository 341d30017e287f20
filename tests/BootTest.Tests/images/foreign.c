// An image that isn't BareMetal's: freestanding C for QEMU's virt, with words of its own for what became of it. It prints TEXT, then ends
// by END: semihosting with CODE, power_off (PSCI), spin, flood or reset.

#define UART ((volatile unsigned char *)0x09000000)
#define SYS_EXIT 0x18
#define PSCI_OFF 0x84000008
#define PSCI_RESET 0x84000009

asm(".section .head, \"ax\"\n"
    "head:	b start\n"
    "	.long 0\n"
    "	.quad 0, 0x10000, 0xa, 0, 0, 0\n" // arm64 Image header: text_offset, image_size, flags
    "	.ascii \"ARM\\x64\"\n"
    "	.long 0\n"
    "start:	adr x0, head\n"
    "	add sp, x0, #0x10000\n"
    "	bl run\n"
    "	.previous\n");

static void firmware(unsigned long function)
{
	register unsigned long x0 asm("x0") = function;
	asm volatile("hvc #0" : "+r"(x0) : : "x1", "x2", "x3", "memory");
}

__attribute__((unused)) static void semihosting(void)
{
	static unsigned long block[2];
	register unsigned long w0 asm("x0") = SYS_EXIT;
	register unsigned long *x1 asm("x1") = block;

	block[0] = 0x20026; // ADP_Stopped_ApplicationExit
	block[1] = CODE;
	asm volatile("hlt #0xf000" : "+r"(w0) : "r"(x1) : "memory");
}

__attribute__((unused)) static void power_off(void) { firmware(PSCI_OFF); }

__attribute__((unused)) static void reset(void) { firmware(PSCI_RESET); }

__attribute__((unused)) static void spin(void) { }

__attribute__((unused)) static void flood(void)
{
	for (;;)
		*UART = '#';
}

void run(void)
{
	for (const char *text = TEXT; *text; text++)
		*UART = *text;
	END();
	for (;;)
		asm volatile("wfi");
}
