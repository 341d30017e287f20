/* Ways out of a boot. */

	.text
	.global	bm_hvc, bm_smc, bm_semihosting, bm_semihosting_hlt, bm_halt

/* SMCCC call (Arm DEN 0028). In: x0 = function, x1-x3 = arguments. Out: x0. Clobbers: x1-x17 */
bm_hvc:
	hvc	#0
	ret

/* As bm_hvc, through EL3 */
bm_smc:
	smc	#0
	ret

/*
 * Semihosting call (Arm, "Semihosting for AArch32 and AArch64").
 * In: x0 = operation, x1 = VA of its block. Out: x0. Clobbers: nothing
 */
bm_semihosting:
bm_semihosting_hlt:
	hlt	#0xf000
	ret

/* In: nothing. Out: does not return */
bm_halt:
	msr	daifset, #0xf
1:	wfe
	b	1b
