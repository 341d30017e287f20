// UEFI as far as the Image needs it: calls the PE entry of the Image at RAM base + 2 MiB. Its memory map changes REFUSALS times under the
// hands of the one who wants to exit. The Image boots, or this guest says what came back.
//
// OPTIONS, after PADDING blanks, are the load options, else there are none. TREE is the address of a device tree other than QEMU's. The
// memory map says that the Image lies in memory of type IMAGE_TYPE, and ends with FRAGMENTS single pages.

#ifndef REFUSALS
#define REFUSALS	0
#endif
#ifndef PADDING
#define PADDING		0
#endif
#ifndef IMAGE_TYPE
#define IMAGE_TYPE	1		// EfiLoaderCode
#endif
#ifndef FRAGMENTS
#define FRAGMENTS	0
#endif

	// The 64 bytes of an arm64 Image header
head:	b	start
	.long	0
	.quad	0x6000000		// text_offset
	.quad	end - head		// image_size
	.quad	0xa			// 4 KiB pages, placed anywhere
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	.equ	IMAGE, 0x40200000
	.equ	PE_OFFSET, 0x3c
	.equ	ENTRY_POINT, 0x28	// in the PE header
	.equ	HANDLE, 0x123
	.equ	PL011, 0x9000000
	.equ	DESCRIPTOR, 56		// more than the 48 bytes that are defined
	.equ	WB, 1 << 3
	.equ	RUNTIME, 1 << 63

	.macro	memory type, start, pages, attributes
	.quad	\type, \start, 0, \pages, \attributes, -1, -1
	.endm

start:	adr	x9, stack
	mov	sp, x9
#ifdef TREE
	ldr	x0, =TREE
#endif
	adr	x9, tree
	str	x0, [x9]
	adr	x10, boot_services
	adr	x11, handle_protocol
	str	x11, [x10, #0x98]
	adr	x11, get_memory_map
	str	x11, [x10, #0x38]
	adr	x11, exit_boot_services
	str	x11, [x10, #0xe8]
	adr	x1, system_table
	str	x10, [x1, #0x60]
	adr	x10, configuration_table
	str	x10, [x1, #0x70]
	mov	x19, #IMAGE
	ldr	w9, [x19, #PE_OFFSET]
	add	x9, x9, x19
	ldr	w9, [x9, #ENTRY_POINT]
	add	x9, x9, x19
	mov	x0, #HANDLE
	mov	x20, #20
	mov	x21, #21
	mov	x29, #29
	blr	x9

	// EFI_INVALID_PARAMETER came back, to the same registers and stack?
	mov	x9, #2
	orr	x9, x9, #(1 << 63)
	cmp	x0, x9
	ccmp	x20, #20, #0, eq
	ccmp	x21, #21, #0, eq
	ccmp	x29, #29, #0, eq
	mov	x10, sp
	adr	x11, stack
	ccmp	x10, x11, #0, eq
	b.ne	.			// no verdict
	adr	x9, verdict
	ldr	x10, =PL011
1:	ldrb	w11, [x9], #1
	cbz	w11, 2f
	str	w11, [x10]
	b	1b
2:	mov	w0, #0x18		// SYS_EXIT
	adr	x1, code
	hlt	#0xf000

// In: x0 = handle, x1 = GUID of a protocol, x2 = where its structure's address goes
handle_protocol:
	ldr	x9, =0x11d295625b1b31a1	// EFI_LOADED_IMAGE_PROTOCOL_GUID
	ldp	x10, x11, [x1]
	cmp	x9, x10
	b.ne	.
	ldr	x9, =0x3b7269c9a0003f8e
	cmp	x9, x11
	b.ne	.
	cmp	x0, #HANDLE
	b.ne	.
	mov	x0, #3			// EFI_UNSUPPORTED
	orr	x0, x0, #(1 << 63)
#ifdef OPTIONS
	adr	x9, loaded_image
	str	x9, [x2]
	adr	x10, options
	str	x10, [x9, #0x38]
	mov	x0, xzr
#endif
	b	forget

// In: x0 = bytes that there are, x1 = where the map goes, x2 = key, x3 = bytes of a descriptor
get_memory_map:
	adr	x9, map
	adr	x10, map_end
	sub	x10, x10, x9
	ldr	x11, [x0]
	cmp	x11, x10
	b.lo	.
	str	x10, [x0]
1:	ldr	x11, [x9], #8
	str	x11, [x1], #8
	subs	x10, x10, #8
	b.ne	1b
	adr	x9, key
	ldr	x9, [x9]
	str	x9, [x2]
	mov	x9, #DESCRIPTOR
	str	x9, [x3]
	mov	x0, xzr
	b	forget

// In: x0 = handle, x1 = key
exit_boot_services:
	cmp	x0, #HANDLE
	b.ne	.
	adr	x10, refusals
	ldr	x11, [x10]
	adr	x12, key
	cbz	x11, 1f
	sub	x11, x11, #1
	str	x11, [x10]
	ldr	x9, [x12]
	add	x9, x9, #1
	str	x9, [x12]
1:	ldr	x9, [x12]
	mov	x0, #2
	orr	x0, x0, #(1 << 63)
	cmp	x1, x9
	csel	x0, xzr, x0, eq

// What a function may change.
forget:	.irp	register, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17
	mov	x\register, #-1
	.endr
	ret
	.ltorg

verdict: .asciz	"boot services were never left\nPASS\n"
	.balign	16
code:	.quad	0x20026, 0
key:	.quad	0x5a
refusals: .quad	REFUSALS
configuration_table:
	.quad	0x11d32d888868e871, 0x81c7d81c3f0c5bb9, 0	// another table
	.quad	0x41a5f19cb1b621d5, 0xe0aa692c15d90b83		// the device tree
tree:	.quad	0

map:	memory	7, 0x40000000, 0x200, WB	// EfiConventionalMemory
	memory	IMAGE_TYPE, 0x40200000, 0x200, WB
	memory	2, 0x40400000, 0x400, WB	// EfiLoaderData
	memory	5, 0x40800000, 0x100, WB | RUNTIME	// EfiRuntimeServicesCode
	memory	6, 0x40900000, 0x100, WB | RUNTIME	// EfiRuntimeServicesData
	memory	3, 0x40a00000, 0x100, WB	// EfiBootServicesCode
	memory	4, 0x40b00000, 0x100, WB	// EfiBootServicesData
	memory	0, 0x40c00000, 0x100, WB	// EfiReservedMemoryType
	memory	8, 0x40d00000, 0x100, WB	// EfiUnusableMemory
	memory	9, 0x40e00000, 0x100, WB	// EfiACPIReclaimMemory
	memory	10, 0x40f00000, 0x100, WB	// EfiACPIMemoryNVS
	memory	13, 0x41000000, 0x100, WB	// EfiPalCode
	memory	7, 0x41100000, 0x100, 1		// EFI_MEMORY_UC only
	memory	0x80000000, 0x41200000, 0x100, WB	// a boot loader's own
	memory	7, 0x41400000, 0x6b00, WB
	.set	fragment, 0x47f00000
	.rept	FRAGMENTS
	memory	7, fragment, 1, WB
	.set	fragment, fragment + 0x2000
	.endr
map_end:
loaded_image:
	.skip	0x30
#ifdef OPTIONS
	.quad	options_end - options
#else
	.quad	0
#endif
	.quad	0			// LoadOptions
	.skip	0x20
system_table:
	.skip	0x68
	.quad	2
	.skip	0x10
boot_services:
	.skip	0x100
	.skip	4096
	.balign	16
stack:
#ifdef OPTIONS
options:
	.rept	PADDING
	.short	' '
	.endr
	.string16 OPTIONS
options_end:
#endif
end:
