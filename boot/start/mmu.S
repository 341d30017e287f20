/*
 * The first page tables and the switch to the linked address. Register layouts: Arm ARM DDI 0487.
 */

	/* VMSAv8-64 descriptors, 4 KiB granule */
	.equ	TABLE, 0b11
	.equ	PAGE, 0b11 | 1 << 10 | 0b11 << 8	// AF, inner shareable, MAIR index 0
	.equ	READ_ONLY, 1 << 7			// AP[2]
	.equ	NO_EXECUTE, 1 << 54 | 1 << 53		// UXN, PXN
	.equ	KERNEL_TEXT, PAGE | READ_ONLY | 1 << 54
	.equ	KERNEL_RODATA, PAGE | READ_ONLY | NO_EXECUTE
	.equ	KERNEL_DATA, PAGE | NO_EXECUTE
	.equ	UNMAPPED, 0

	/* MAIR_EL1: 0 Normal write-back, 1 Device-nGnRE; MapAttributes.cs names the same indexes */
	.equ	MAIR, 0xff | 0x04 << 8

	/* TCR_EL1: 48-bit VAs both sides, walks Normal write-back inner shareable, 4 KiB granules; IPS is added */
	.equ	TCR_HALF, 16 | 0b01 << 8 | 0b01 << 10 | 0b11 << 12
	.equ	TCR, TCR_HALF | TCR_HALF << 16 | 0b10 << 30
	.equ	PARANGE_48_BITS, 5

	/* SCTLR_EL1: RES1 of Armv8.0; WXN, I, SA, C, M */
	.equ	SCTLR, 0x30d00800 | 1 << 19 | 1 << 12 | 1 << 3 | 1 << 2 | 1 << 0

	.section .start.text, "ax"
	.global	bm_build_page_tables, bm_enable_mmu

	/* \table[bits \lsb+8:\lsb of x\va] = \entry. Clobbers: x9, x10 */
	.macro	set_entry table, va, lsb, entry
	adrp	x9, \table
	ubfx	x10, \va, #\lsb, #9
	str	\entry, [x9, x10, lsl #3]
	.endm

	/* As set_entry, with a table. Clobbers: x9-x11 */
	.macro	set_table table, va, lsb, next
	adrp	x11, \next
	orr	x11, x11, #TABLE
	set_entry \table, \va, \lsb, x11
	.endm

/*
 * The Image at its linked address through TTBR1 and the page of this code at its own PA through TTBR0.
 * In:       x19 = PA of the Image
 * Out:      tables in memory, no line of them in a cache
 * Clobbers: x9-x17
 */
bm_build_page_tables:
	mov	x17, x30
	bl	bm_discard_table_lines		// a dirty line would overwrite what is stored around the cache now
	bl	bm_clear_tables
	adrp	x12, __start_page
	set_table __idmap_l0, x12, 39, __idmap_l1
	set_table __idmap_l1, x12, 30, __idmap_l2
	set_table __idmap_l2, x12, 21, __idmap_l3
	ldr	x11, =KERNEL_TEXT
	orr	x11, x11, x12
	set_entry __idmap_l3, x12, 12, x11
	ldr	x12, =__image_start
	set_table __kernel_l0, x12, 39, __kernel_l1
	set_table __kernel_l1, x12, 30, __kernel_l2
	set_table __kernel_l2, x12, 21, __image_l3
	bl	bm_map_image
	bl	bm_discard_table_lines		// a clean line read early would hide the stores
	ret	x17

/* In: nothing. Out: the tables that start.S writes are zero. Clobbers: x9, x10 */
bm_clear_tables:
	adrp	x9, __page_tables_start
	adrp	x10, __page_table_pool
1:	stp	xzr, xzr, [x9], #16
	cmp	x9, x10
	b.lo	1b
	dsb	sy
	ret

/* Cleans and invalidates the tables to the PoC. In, Out: nothing. Clobbers: x9-x12 */
bm_discard_table_lines:
	adrp	x9, __page_tables_start
	adrp	x10, __page_table_pool
	b	bm_discard_lines

/* In: x19 = PA of the Image. Out: __image_l3 filled by bm_image_map. Clobbers: x9-x15 */
bm_map_image:
	adrp	x9, bm_image_map
	add	x9, x9, :lo12:bm_image_map
	adrp	x15, __image_l3
	ldr	x10, =__image_start
	mov	x11, x19
1:	ldp	x12, x13, [x9], #16
	cbz	x12, 4f
2:	cmp	x10, x12
	b.hs	1b
	cbz	x13, 3f
	orr	x14, x11, x13
	str	x14, [x15]
3:	add	x15, x15, #8
	add	x10, x10, #4096
	add	x11, x11, #4096
	b	2b
4:	ret

/*
 * In:       x30 = linked address to go on at
 * Out:      there, MMU and caches on
 * Clobbers: x9, x10
 */
bm_enable_mmu:
	mrs	x9, id_aa64mmfr0_el1
	and	x9, x9, #0xf			// PARange
	mov	x10, #PARANGE_48_BITS
	cmp	x9, x10
	csel	x9, x9, x10, lo
	ldr	x10, =TCR
	orr	x10, x10, x9, lsl #32		// IPS
	msr	tcr_el1, x10
	ldr	x9, =MAIR
	msr	mair_el1, x9
	adrp	x9, __idmap_l0
	msr	ttbr0_el1, x9
	adrp	x9, __kernel_l0
	msr	ttbr1_el1, x9
	tlbi	vmalle1
	ic	iallu
	dsb	sy
	isb
	ldr	x9, =SCTLR
	msr	sctlr_el1, x9
	isb
	ret

	.ltorg

	/* Where each kind of mapping ends, in address order */
	.section .rodata.image_map, "a"
	.balign	8
bm_image_map:
	.quad	__rodata_start, KERNEL_TEXT
	.quad	__data_start, KERNEL_RODATA
	.quad	__stack_guard, KERNEL_DATA
	.quad	__stack_guard + 4096, UNMAPPED
	.quad	__exception_stack_guard, KERNEL_DATA
	.quad	__exception_stack_guard + 4096, UNMAPPED
	.quad	__image_end, KERNEL_DATA
	.quad	0, 0
