/*
 * From UEFI to bm_start. UEFI calls this as a function, at EL1 or EL2 with its own identity map, MMU and caches on. Up to the end of
 * boot services an error goes back to UEFI as its status, with everything as it was.
 * Layouts and rules: UEFI Specification, "EFI System Table" and "Boot Services".
 */

	/* EFI_SYSTEM_TABLE */
	.equ	CON_OUT, 0x40
	.equ	BOOT_SERVICES, 0x60
	.equ	TABLE_ENTRIES, 0x68
	.equ	CONFIGURATION_TABLE, 0x70

	/* EFI_BOOT_SERVICES, EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL */
	.equ	GET_MEMORY_MAP, 0x38
	.equ	HANDLE_PROTOCOL, 0x98
	.equ	EXIT_BOOT_SERVICES, 0xe8
	.equ	OUTPUT_STRING, 0x08

	/* EFI_LOADED_IMAGE_PROTOCOL */
	.equ	LOAD_OPTIONS_BYTES, 0x30	// 32 bits
	.equ	LOAD_OPTIONS, 0x38

	/* bm_efi_handover: EfiHandover.cs */
	.equ	MAP_BYTES, 0x00
	.equ	DESCRIPTOR_BYTES, 0x08
	.equ	OPTIONS, 0x10			// address, bytes
	.equ	MAP, 0x40
	.equ	MAP_CAPACITY, 0x10000

	.equ	TABLE_ENTRY_BYTES, 24		// GUID, address
	.equ	EFI_UNSUPPORTED, 3		// with bit 63, as all errors
	.equ	EXIT_ATTEMPTS, 8

	.section .text.efi, "ax"
	.global	bm_efi_start

/*
 * In:  x0 = image handle, x1 = EFI_SYSTEM_TABLE
 * Out: at bm_start; or x0 = EFI_STATUS
 * Clobbers: what a call may (AAPCS64)
 */
bm_efi_start:
	stp	x29, x30, [sp, #-48]!
	mov	x29, sp
	stp	x19, x20, [sp, #16]
	str	x21, [sp, #32]
	mov	x19, x0
	mov	x20, x1
	bl	bm_efi_find_device_tree
	cbz	x0, 1f
	mov	x21, x0
	mov	x0, x19
	ldr	x1, [x20, #BOOT_SERVICES]
	bl	bm_efi_find_load_options
	mov	x0, x19
	ldr	x1, [x20, #BOOT_SERVICES]
	bl	bm_efi_exit_boot_services
	cbz	x0, bm_efi_leave
	b	2f
1:	mov	x0, x20
	bl	bm_efi_report_no_device_tree
2:	ldr	x21, [sp, #32]
	ldp	x19, x20, [sp, #16]
	ldp	x29, x30, [sp], #48
	ret

/*
 * Boot services have ended: the machine is ours.
 * In:  x21 = PA of the device tree
 * Out: at bm_start, as the boot protocol for an Image has it
 */
bm_efi_leave:
	msr	daifset, #0xf
	bl	bm_mmu_off
	bl	bm_efi_restore_headers
	mov	x0, x21
	mov	x22, #1
	b	bm_start_by_uefi

/*
 * A loader stores in the header where it put the Image, and leaves out what is between headers and sections. The hash of the Image is
 * that of the file only where both are as in the file: zeros.
 * In:       MMU and caches off
 * Out:      nothing
 * Clobbers: x9-x12
 */
bm_efi_restore_headers:
	adrp	x9, bm_pe_image_base
	str	xzr, [x9, :lo12:bm_pe_image_base]
	adrp	x9, __pe_header_end
	add	x9, x9, :lo12:__pe_header_end
	adrp	x10, __start_page
1:	str	xzr, [x9], #8
	cmp	x9, x10
	b.lo	1b
	adrp	x9, bm_header
	b	bm_discard_lines		// a line that was read early would hide the stores

/* In: x1 = EFI_SYSTEM_TABLE. Out: x0 = address of the device tree; 0: none. Clobbers: x1, x9-x13 */
bm_efi_find_device_tree:
	ldr	x9, [x1, #TABLE_ENTRIES]
	ldr	x1, [x1, #CONFIGURATION_TABLE]
	ldr	x10, =0x41a5f19cb1b621d5	// EFI_DTB_TABLE_GUID b1b621d5-f19c-41a5-830b-d9152c69aae0
	ldr	x11, =0xe0aa692c15d90b83
	mov	x0, xzr
1:	cbz	x9, 2f
	ldp	x12, x13, [x1], #TABLE_ENTRY_BYTES
	sub	x9, x9, #1
	cmp	x12, x10
	ccmp	x13, x11, #0, eq
	b.ne	1b
	ldur	x0, [x1, #-8]
2:	ret

/*
 * UEFI's boot arguments: of its boot entry, or what was typed after the file's name.
 * In:  x0 = image handle, x1 = EFI_BOOT_SERVICES
 * Out: bm_efi_handover has address and size; both are 0 where there are none
 * Clobbers: what a call may (AAPCS64)
 */
bm_efi_find_load_options:
	stp	x29, x30, [sp, #-32]!
	mov	x29, sp
	adrp	x9, bm_efi_handover
	add	x9, x9, :lo12:bm_efi_handover
	stp	xzr, xzr, [x9, #OPTIONS]
	ldr	x9, [x1, #HANDLE_PROTOCOL]
	adrp	x1, bm_efi_loaded_image
	add	x1, x1, :lo12:bm_efi_loaded_image
	add	x2, sp, #16			// out: the protocol's structure
	blr	x9
	cbnz	x0, 1f
	ldr	x9, [sp, #16]
	ldr	w11, [x9, #LOAD_OPTIONS_BYTES]
	ldr	x10, [x9, #LOAD_OPTIONS]
	adrp	x9, bm_efi_handover
	add	x9, x9, :lo12:bm_efi_handover
	stp	x10, x11, [x9, #OPTIONS]
1:	ldp	x29, x30, [sp], #32
	ret

/*
 * Memory may change hands up to the moment of the exit, and between a refused attempt and the next; only the map and the exit itself may
 * be asked for in between.
 * In:  x0 = image handle, x1 = EFI_BOOT_SERVICES
 * Out: x0 = EFI_STATUS
 * Clobbers: what a call may (AAPCS64)
 */
bm_efi_exit_boot_services:
	stp	x29, x30, [sp, #-48]!
	mov	x29, sp
	stp	x19, x20, [sp, #16]
	str	x21, [sp, #32]
	mov	x19, x0
	mov	x20, x1
	mov	x21, #EXIT_ATTEMPTS
1:	mov	x0, x20
	bl	bm_efi_memory_map_key
	cbnz	x0, 2f
	mov	x0, x19
	ldr	x9, [x20, #EXIT_BOOT_SERVICES]
	blr	x9
	cbz	x0, 2f
	subs	x21, x21, #1
	b.ne	1b
2:	ldr	x21, [sp, #32]
	ldp	x19, x20, [sp, #16]
	ldp	x29, x30, [sp], #48
	ret

/*
 * In:  x0 = EFI_BOOT_SERVICES
 * Out: x0 = EFI_STATUS, x1 = key of the map; bm_efi_handover has the map
 * Clobbers: what a call may (AAPCS64)
 */
bm_efi_memory_map_key:
	stp	x29, x30, [sp, #-32]!
	mov	x29, sp
	ldr	x9, [x0, #GET_MEMORY_MAP]
	adrp	x0, bm_efi_handover
	add	x0, x0, :lo12:bm_efi_handover
	mov	x10, #MAP_CAPACITY
	str	x10, [x0, #MAP_BYTES]		// in: bytes that there are, out: bytes of the map
	add	x1, x0, #MAP
	add	x2, sp, #16			// key
	add	x3, x0, #DESCRIPTOR_BYTES
	add	x4, sp, #24			// version of a descriptor
	blr	x9
	ldr	x1, [sp, #16]
	ldp	x29, x30, [sp], #32
	ret

/* In: x0 = EFI_SYSTEM_TABLE. Out: x0 = EFI_STATUS. Clobbers: what a call may (AAPCS64) */
bm_efi_report_no_device_tree:
	stp	x29, x30, [sp, #-16]!
	mov	x29, sp
	ldr	x0, [x0, #CON_OUT]
	adrp	x1, bm_efi_no_device_tree
	add	x1, x1, :lo12:bm_efi_no_device_tree
	ldr	x9, [x0, #OUTPUT_STRING]
	blr	x9
	mov	x0, #EFI_UNSUPPORTED
	orr	x0, x0, #(1 << 63)
	ldp	x29, x30, [sp], #16
	ret

	.ltorg

	.section .rodata.efi, "a"
	.balign	2
bm_efi_no_device_tree:
	.string16 "BareMetal: UEFI gave no device tree: choose Device Tree instead of ACPI in the firmware's setup (QEMU: -M virt,acpi=off), or let a boot loader bring one (GRUB: devicetree FILE)\r\n"

	.balign	8
bm_efi_loaded_image:				// EFI_LOADED_IMAGE_PROTOCOL_GUID
	.long	0x5b1b31a1
	.short	0x9562, 0x11d2
	.byte	0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b

	/* Read by C#, so not in .bss, which is cleared before. */
	.section .handover, "aw", %nobits
	.global	bm_efi_handover
	.balign	64
bm_efi_handover:
	.skip	MAP + MAP_CAPACITY
