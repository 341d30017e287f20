/*
 * Where every other core begins, MMU off: those that PSCI starts, those of a spin table, and those that entered with the boot core. Up to
 * the C# that captures its registers and waits, nothing here is ever patched, as text is being written meanwhile. What is read with the
 * MMU off, the boot core has cleaned to the PoC.
 */

#include "core.inc"

	.section .start.text, "ax"
	.global	bm_secondary_start, bm_read_affinity

/*
 * In:  nothing
 * Out: at bm_secondary_virtual, x0 = VA of this core's Core; a core that has none waits for one
 * Clobbers: everything
 */
bm_secondary_start:
	msr	daifset, #0xf
	bl	bm_enter_el1
1:	bl	bm_find_core
	cbnz	x0, 2f
	wfe
	b	1b
2:	ldr	x30, =bm_secondary_virtual
	b	bm_enable_mmu

/* In: nothing. Out: x0 = VA of this core's Core, 0 where it isn't to start. Clobbers: x9-x13 */
bm_find_core:
	mov	x13, x30
	bl	bm_read_affinity
	mov	x30, x13
	mov	x0, xzr
	adrp	x10, bm_core_count
	ldr	w10, [x10, :lo12:bm_core_count]
	adrp	x11, bm_core_entries
	add	x11, x11, :lo12:bm_core_entries
1:	cbz	w10, 2f
	ldr	x12, [x11]
	cmp	x12, x9
	b.ne	3f
	ldr	x0, [x11, #8]
	cbnz	x0, 2f
3:	add	x11, x11, #CORE_ENTRY_BYTES
	sub	w10, w10, #1
	b	1b
2:	ret

/* In: nothing. Out: x9 = affinity fields of MPIDR_EL1, the others zero. Clobbers: nothing */
bm_read_affinity:
	mrs	x9, mpidr_el1
	and	x9, x9, #0xffffffffff		// Aff3, and what is between it and Aff2
	bic	x9, x9, #0xff000000
	ret

	.ltorg

/* At the linked address, MMU and caches on. In: x0 = VA of this core's Core. Out: goes on where that says, when text is patched */
	.section .text.secondary_virtual, "ax"
bm_secondary_virtual:
	bl	bm_set_up_core
	mov	x29, xzr
	ldr	x30, [x0, #CORE_PATCHED_ENTRY]
	b	bm_core_arrive

/* Where a core goes on that may run patched code: the first of its callers. In: nothing. Out: does not return */
	.text
	.global	bm_secondary_patched
bm_secondary_patched:
	mov	x30, xzr
	b	bm_core_join

	/* How many entries may be read. Not in .bss: cores read it before that is cleared. */
	.data
	.global	bm_core_count
	.balign	64
bm_core_count:
	.quad	0

	/* CoreTable.cs */
	.section .bss.core_entries, "aw", %nobits
	.global	bm_core_entries, bm_core_entries_end
	.balign	64
bm_core_entries:
	.skip	512 * CORE_ENTRY_BYTES
bm_core_entries_end:
