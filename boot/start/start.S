/*
 * From the firmware to the first C# instruction. Position independent: nothing here is at its linked address
 * until the MMU is on.
 *
 * x19 = PA of the Image, x20 = what the firmware passed in x0, x21 = exception level at entry, x22 = 1 by UEFI's stub, else 0.
 */

#include "stage.inc"
#include "core.inc"

	.section .start.text, "ax"
	.global	bm_start, bm_start_by_uefi, bm_set_up_core, bm_park

/*
 * Where x0 is 0 or the core is at EL3, all cores enter at once, and one is elected: BootEntry.CoresEnteredTogether is the same rule in C#,
 * which doesn't run yet.
 * In:  x0 = PA of the device tree, 0 or something else the firmware calls boot data
 * Out: does not return
 */
bm_start:
	mov	x22, xzr
/* In: as bm_start, and x22 = 1. Out: does not return. Clobbers: everything */
bm_start_by_uefi:
	msr	daifset, #0xf
	adrp	x19, bm_header
	mov	x20, x0
	mrs	x21, CurrentEL
	lsr	x21, x21, #2
	cbz	x0, 1f
	cmp	x21, #3
	b.ne	2f				// a boot protocol: it lets one core in
1:	bl	bm_elect
2:	early_stage STAGE_ENTRY
	bl	bm_mmu_off
	bl	bm_enter_el1
	early_stage STAGE_EL1
	bl	bm_build_page_tables
	early_stage STAGE_TABLES
	bl	bm_discard_record_lines
	ldr	x30, =bm_start_virtual
	b	bm_enable_mmu

/* The election and the stage record were stored around the caches: a line from before would hide them. In, Out: nothing.
   Clobbers: x9-x13 */
bm_discard_record_lines:
	mov	x13, x30
	adrp	x9, bm_header
	add	x10, x9, #64
	bl	bm_discard_lines
	adrp	x9, bm_stage
	add	x9, x9, :lo12:bm_stage
	add	x10, x9, #64
	mov	x30, x13
	b	bm_discard_lines

/*
 * Lets one of the cores that entered together go on. The first choice is an exclusive store; where there is
 * no monitor for memory accessed with the MMU off, a one-shot splitter (Lamport) lets at most one core through.
 * The others wait to be started, as those that firmware keeps.
 * In:       nothing
 * Out:      returns on one core only
 * Clobbers: x9-x13
 */
bm_elect:
	adrp	x9, bm_election
	add	x9, x9, :lo12:bm_election
	mov	w13, #0x10000
1:	ldaxr	w10, [x9]
	cbnz	w10, bm_secondary_start
	mov	w10, #1
	stxr	w11, w10, [x9]
	cbz	w11, 2f
	sub	w13, w13, #1
	cbnz	w13, 1b
	mrs	x12, mpidr_el1
	str	w12, [x9, #8]
	dsb	sy
	ldr	w10, [x9]
	cbnz	w10, bm_secondary_start
	mov	w10, #1
	str	w10, [x9]
	dsb	sy
	ldr	w11, [x9, #8]
	cmp	w11, w12
	b.ne	bm_secondary_start
2:	ret

/* Holds a core for good. In: nothing. Out: does not return. */
bm_park:
	wfe
	b	bm_park

/*
 * At the linked address, MMU and caches on.
 * In:  x19-x22 as above
 * Out: does not return
 */
	.section .text.start_virtual, "ax"
bm_start_virtual:
	stage	STAGE_MMU
	ldr	x9, =__bss_start
	ldr	x10, =__bss_end
1:	cmp	x9, x10
	b.hs	2f
	stp	xzr, xzr, [x9], #16
	b	1b
2:	adrp	x0, bm_boot_core
	bl	bm_read_affinity
	ldr	x10, =__stack_top
	ldr	x11, =__exception_stack_top
	stp	x9, x10, [x0, #CORE_MPIDR]
	str	x11, [x0, #CORE_EXCEPTION_STACK_TOP]
	bl	bm_set_up_core
	mov	x0, x20
	mov	x1, x19
	mov	x2, x21
	mov	x3, x22
	mov	x29, xzr
	bl	bm_kernel_main
	b	bm_halt

/*
 * What every core has before its first C# instruction: vectors, FP, its Core, its two stacks.
 * In:       x0 = VA of its Core
 * Out:      on the stack of ordinary code
 * Clobbers: x9, x10
 */
bm_set_up_core:
	adrp	x9, bm_vectors
	add	x9, x9, :lo12:bm_vectors
	msr	vbar_el1, x9
	mov	x9, #(0b11 << 20)		// CPACR_EL1.FPEN: ILC's code uses q registers
	msr	cpacr_el1, x9
	msr	tpidr_el1, x0
	isb
	ldp	x9, x10, [x0, #CORE_STACK_TOP]
	msr	spsel, #1
	mov	sp, x10				// SP_EL1: exceptions only
	msr	spsel, #0
	mov	sp, x9				// SP_EL0: all other code
	ret

	/* The boot core's: others get theirs from C#. A page, as those have. */
	.section .bss.boot_core, "aw", %nobits
	.global	bm_boot_core
	.balign	4096
bm_boot_core:
	.skip	4096
