/*
 * Counting instructions: PMU event INST_RETIRED in event counter 0, at EL1.
 * Arm ARM DDI 0487, "The Performance Monitors Extension". Under QEMU with -icount the count is exact.
 */

	.equ	INST_RETIRED, 0x08
	.equ	PMCR_E, 1 << 0

	.text
	.global	bm_pmu_start, bm_pmu_read

/* In: nothing. Out: w0 = 1 where there is a PMU that counts INST_RETIRED, and it counts; else 0. Clobbers: x9 */
bm_pmu_start:
	mrs	x0, id_aa64dfr0_el1
	ubfx	x0, x0, #8, #4			// PMUVer: 0 none, 0xf not ours
	sub	x9, x0, #1
	cmp	x9, #14
	b.hs	1f
	mov	x9, #INST_RETIRED
	msr	pmevtyper0_el0, x9
	mov	x9, #1
	msr	pmcntenset_el0, x9
	mrs	x9, pmcr_el0
	orr	x9, x9, #PMCR_E
	msr	pmcr_el0, x9
	isb
	mrs	x0, pmceid0_el0
	ubfx	x0, x0, #INST_RETIRED, #1
	ret
1:	mov	w0, #0
	ret

/* In: nothing. Out: w0 = instructions so far, 32 bits that wrap. Clobbers: nothing */
bm_pmu_read:
	isb
	mrs	x0, pmevcntr0_el0
	ret
