/*
 * EL3 and EL2 are passed through on the way to EL1. What the levels above don't allow would trap at EL1 although an
 * ID register announces it, so each announced feature that the Image may use is let through here.
 * Register layouts: Arm ARM DDI 0487, the register's own description.
 */

	.equ	SPSR_EL1H, 0x3c5		// EL1h, D, A, I, F masked
	.equ	SPSR_EL2H, 0x3c9
	.equ	SCTLR_EL1_OFF, 0x30d00800	// RES1 bits of Armv8.0, MMU and caches off
	.equ	SCTLR_EL2_OFF, 0x30c50830
	.equ	CPTR_EL2_ALLOW, 0x33ff		// RES1 bits; FP and SIMD not trapped

	/* Sets \bits in \acc where the ID field at \lsb of \reg isn't zero. Clobbers: x9 */
	.macro	allow_if reg, lsb, acc, bits
	mrs	x9, \reg
	ubfx	x9, x9, #\lsb, #4
	cbz	x9, .Lno\@
	orr	\acc, \acc, #(\bits)
.Lno\@:
	.endm

	/* Pointer authentication may be announced in any of three fields. Clobbers: x9 */
	.macro	allow_pauth acc, bits
	allow_if S3_0_C0_C6_1, 4, \acc, \bits	// ID_AA64ISAR1_EL1.APA
	allow_if S3_0_C0_C6_1, 8, \acc, \bits	// ID_AA64ISAR1_EL1.API
	allow_if S3_0_C0_C6_2, 12, \acc, \bits	// ID_AA64ISAR2_EL1.APA3
	.endm

	.section .start.text, "ax"
	.global	bm_enter_el1

/*
 * In:       nothing
 * Out:      EL1h, MMU off
 * Clobbers: x9-x11
 */
bm_enter_el1:
	mrs	x9, CurrentEL
	cmp	x9, #(2 << 2)
	b.eq	bm_leave_el2
	b.hi	bm_leave_el3
	ldr	x9, =SCTLR_EL1_OFF
	msr	sctlr_el1, x9
	isb
	ret

/* EL3 to EL2, or to EL1 where there is no EL2. In: x30 = where to go on. Clobbers: x9-x11 */
bm_leave_el3:
	mov	x10, #(1 << 0 | 1 << 8 | 1 << 10)		// SCR_EL3.NS, HCE, RW
	allow_pauth x10, 0b11 << 16				// APK, API
	allow_if S3_0_C0_C4_1, 8, x10, 1 << 26			// ID_AA64PFR1_EL1.MTE: ATA
	allow_if S3_0_C0_C7_0, 56, x10, 1 << 27			// ID_AA64MMFR0_EL1.FGT: FGTEn
	allow_if S3_0_C0_C7_0, 60, x10, 1 << 28			// ID_AA64MMFR0_EL1.ECV: ECVEn
	allow_if S3_0_C0_C7_1, 40, x10, 1 << 38			// ID_AA64MMFR1_EL1.HCX: HXEn
	msr	scr_el3, x10
	msr	cptr_el3, xzr					// FP and SIMD not trapped
	msr	mdcr_el3, xzr					// debug and PMU not trapped
	adrp	x10, bm_el3_vectors
	add	x10, x10, :lo12:bm_el3_vectors
	msr	vbar_el3, x10
	msr	elr_el3, x30
	ldr	x10, =SCTLR_EL1_OFF
	msr	sctlr_el1, x10
	mov	x10, #SPSR_EL1H
	mrs	x9, id_aa64pfr0_el1
	ubfx	x9, x9, #8, #4					// EL2
	cbz	x9, 1f
	ldr	x10, =SCTLR_EL2_OFF
	msr	sctlr_el2, x10
	adr	x10, bm_leave_el2
	msr	elr_el3, x10
	mov	x10, #SPSR_EL2H
1:	msr	spsr_el3, x10
	isb
	eret

/* EL2 to EL1. In: x30 = where to go on. Clobbers: x9-x11 */
bm_leave_el2:
	mov	x10, #(1 << 31)					// HCR_EL2.RW; E2H cleared
	allow_pauth x10, 0b11 << 40				// APK, API
	allow_if S3_0_C0_C4_1, 8, x10, 1 << 56			// ID_AA64PFR1_EL1.MTE: ATA
	msr	hcr_el2, x10
	isb
	mrs	x11, hcr_el2
	mov	x10, #0b11					// CNTHCTL_EL2.EL1PCTEN, EL1PCEN
	ldr	x9, =SCTLR_EL1_OFF
	tbnz	x11, #34, 1f					// E2H is RES1 on this CPU
	msr	sctlr_el1, x9
	mov	x9, #CPTR_EL2_ALLOW
	b	2f
1:	msr	S3_5_C1_C0_0, x9				// SCTLR_EL12
	lsl	x10, x10, #10
	mov	x9, #(0b11 << 20)				// CPTR_EL2.FPEN, VHE layout
2:	msr	cnthctl_el2, x10
	msr	cptr_el2, x9
	msr	cntvoff_el2, xzr
	msr	vttbr_el2, xzr
	msr	hstr_el2, xzr
	mrs	x9, midr_el1
	msr	vpidr_el2, x9
	mrs	x9, mpidr_el1
	msr	vmpidr_el2, x9
	mov	x11, x30
	bl	bm_allow_pmu
	bl	bm_allow_extensions
	adrp	x10, bm_el2_vectors
	add	x10, x10, :lo12:bm_el2_vectors
	msr	vbar_el2, x10
	msr	elr_el2, x11
	mov	x10, #SPSR_EL1H
	msr	spsr_el2, x10
	isb
	eret

/* Gives EL1 all PMU counters where there is a PMU (ID_AA64DFR0_EL1.PMUVer). In: EL2. Out: MDCR_EL2. Clobbers: x9, x10 */
bm_allow_pmu:
	mov	x10, xzr
	mrs	x9, id_aa64dfr0_el1
	sbfx	x9, x9, #8, #4
	cmp	x9, #0
	b.le	1f
	mrs	x10, pmcr_el0
	ubfx	x10, x10, #11, #5				// N: MDCR_EL2.HPMN
1:	msr	mdcr_el2, x10
	ret

/* HCRX_EL2 and the fine-grained traps, where present. In: EL2. Out: those registers. Clobbers: x9, x10 */
bm_allow_extensions:
	mrs	x9, S3_0_C0_C7_1				// ID_AA64MMFR1_EL1.HCX
	ubfx	x9, x9, #40, #4
	cbz	x9, 1f
	mov	x10, xzr
	allow_if S3_0_C0_C6_2, 16, x10, 1 << 11			// ID_AA64ISAR2_EL1.MOPS: MSCEn
	msr	S3_4_C1_C2_2, x10				// HCRX_EL2
1:	mrs	x9, S3_0_C0_C7_0				// ID_AA64MMFR0_EL1.FGT
	ubfx	x9, x9, #56, #4
	cbz	x9, 2f
	msr	S3_4_C1_C1_4, xzr				// HFGRTR_EL2
	msr	S3_4_C1_C1_5, xzr				// HFGWTR_EL2
	msr	S3_4_C1_C1_6, xzr				// HFGITR_EL2
	msr	S3_4_C3_C1_4, xzr				// HDFGRTR_EL2
	msr	S3_4_C3_C1_5, xzr				// HDFGWTR_EL2
	mrs	x9, id_aa64pfr0_el1
	ubfx	x9, x9, #44, #4					// AMU
	cbz	x9, 2f
	msr	S3_4_C3_C1_6, xzr				// HAFGRTR_EL2
2:	ret

	.ltorg
