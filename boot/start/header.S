/*
 * The 64 bytes that make a raw file bootable by U-Boot, QEMU and the Raspberry Pi firmware; the PE header for UEFI
 * (efi/pe_header.S) follows. Layout: Linux, Documentation/arch/arm64/booting.rst.
 */

	.section .head.text, "ax"
	.global	bm_header, bm_election
/* In: as bm_start. Out: at bm_start. Clobbers: flags */
bm_header:
	ccmp	x18, #0, #0xd, pl		// encoded as "MZ", which PE files start with; changes nothing but flags
	b	bm_start
	.quad	0				// text_offset: from a 2 MiB boundary
	.quad	__image_size			// with .bss, stacks and page tables; 0 would mean a kernel older than 3.17
	.quad	0b1010				// little endian, 4 KiB pages, anywhere in RAM
	.quad	__stage_offset			// ours: where the stage record lies
bm_election:
	.quad	0, 0				// ours: written by the cores that enter, MMU off
	.ascii	"ARM\x64"
	.long	__pe_header_offset

	.section .stage, "aw", %nobits
	.global	bm_stage
	.balign	64
bm_stage:					// stage character; ESR, ELR, FAR of a fault before C#; at 0x20 the length of bm_log
	.skip	64

	.global	bm_log
	.equ	LOG_BYTES, 8192			// ImageLayout.LogBytes
bm_log:						// the first part of what went to the console
	.skip	LOG_BYTES
