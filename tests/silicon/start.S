/* What a process of Linux needs besides C#. None of it is ever patched. */

	.text
	.global	_start, bm_syscall, bm_read_id_registers, bm_ic_ivau

/* In: sp = what the kernel left there, 16-byte aligned. Out: does not return. */
_start:
	mov	x29, xzr
	bl	bm_program
	mov	x8, #94				// exit_group
	svc	#0

/* In: x0 = number, x1-x6 = arguments. Out: x0 = result, or -errno. Clobbers: x1-x5, x8 */
bm_syscall:
	mov	x8, x0
	mov	x0, x1
	mov	x1, x2
	mov	x2, x3
	mov	x3, x4
	mov	x4, x5
	mov	x5, x6
	svc	#0
	ret

/* Invalidates the instruction cache line of a VA to the PoU. In: x0 = VA. Out: nothing. Clobbers: nothing */
bm_ic_ivau:
	ic	ivau, x0
	ret

/* EL0 has CTR_EL0 and DCZID_EL0; the kernel stands for the ID space (Linux, Documentation/arch/arm64/cpu-feature-registers.rst), CLIDR_EL1 not in it. */
	.macro	id_register index, name
	.ifc	\name, S3_1_C0_C0_1
	str	xzr, [x0, #(8 * \index)]
	.else
	mrs	x1, \name
	str	x1, [x0, #(8 * \index)]
	.endif
	.endm

/* In: x0 = VA of IdRegisters. Out: filled, in the order of IdRegister. Clobbers: x1 */
bm_read_id_registers:
	.include "idregisters.inc"
	ret
