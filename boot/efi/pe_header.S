/*
 * What makes the Image a UEFI application too. Layout: Microsoft, "PE Format"; what UEFI asks of it: UEFI Specification,
 * "UEFI Images". The file is laid out as memory is, so each file offset is also an RVA, and nothing has to be relocated.
 */

	.equ	MACHINE_ARM64, 0xaa64
	.equ	EXECUTABLE_IMAGE, 0x0002
	.equ	LARGE_ADDRESS_AWARE, 0x0020
	.equ	PE32_PLUS, 0x20b
	.equ	SUBSYSTEM_EFI_APPLICATION, 10
	.equ	NX_COMPAT, 0x0100		// no section is both written and executed
	.equ	SECTION_ALIGNMENT, 4096
	.equ	FILE_ALIGNMENT, 512
	.equ	DIRECTORIES, 16			// all empty; some readers take this number for given

	.equ	SECTION_CODE, 0x00000020
	.equ	SECTION_DATA, 0x00000040
	.equ	SECTION_EXECUTE, 0x20000000
	.equ	SECTION_READ, 0x40000000
	.equ	SECTION_WRITE, 0x80000000

	/* A row of the section table, from \offset on: \file bytes of the file, and zeros up to \memory bytes. */
	.macro	section_row name, offset, memory, file, flags
	.ascii	"\name"
	.long	\memory
	.long	\offset
	.long	\file
	.long	\offset
	.long	0, 0				// relocations, line numbers
	.short	0, 0
	.long	\flags
	.endm

	.section .head.pe, "a"
	.global	bm_pe_image_base
	.ascii	"PE\0\0"
	.short	MACHINE_ARM64
	.short	(.Lsections_end - .Lsections) / 40
	.long	0				// time: the same file from every build
	.long	0, 0				// symbols
	.short	.Lsections - .Loptional
	.short	EXECUTABLE_IMAGE | LARGE_ADDRESS_AWARE
.Loptional:
	.short	PE32_PLUS
	.byte	0, 0				// linker version
	.long	__pe_text_bytes
	.long	__pe_rodata_bytes
	.long	__pe_data_bytes
	.long	__efi_entry_offset
	.long	__pe_text_offset
bm_pe_image_base:
	.quad	0				// any address; UEFI stores here which one it took
	.long	SECTION_ALIGNMENT
	.long	FILE_ALIGNMENT
	.short	0, 0, 0, 0, 0, 0		// versions of system, image and subsystem
	.long	0
	.long	__image_size
	.long	__pe_text_offset		// the page of the headers
	.long	0				// checksum
	.short	SUBSYSTEM_EFI_APPLICATION
	.short	NX_COMPAT
	.quad	0, 0, 0, 0			// stack and heap: UEFI has its own rules
	.long	0
	.long	DIRECTORIES
	.skip	DIRECTORIES * 8
.Lsections:
	section_row ".text\0\0\0", __pe_text_offset, __pe_text_bytes, __pe_text_bytes, SECTION_CODE | SECTION_EXECUTE | SECTION_READ
	section_row ".rodata\0", __pe_rodata_offset, __pe_rodata_bytes, __pe_rodata_bytes, SECTION_DATA | SECTION_READ
	section_row ".data\0\0\0", __pe_data_offset, __pe_data_bytes, __pe_data_file_bytes, SECTION_DATA | SECTION_READ | SECTION_WRITE
.Lsections_end:
