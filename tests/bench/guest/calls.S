/*
 * The loops that CallBench.cs counts, and what those without alternatives call and load.
 */

	.include "function.inc"
	.arch_extension lse

// In: x0 = VA, w1 = value. Out: w0 = old value. Clobbers: nothing
	function bm_ldaddal
	ldaddal	w1, w0, [x0]
	ret
	endfunction bm_ldaddal

// In: nothing. Out: x0 = CTR_EL0. Clobbers: nothing
	function bm_read_ctr
	mrs	x0, ctr_el0
	ret
	endfunction bm_read_ctr

// CallLoop.cs: the loop's VA and its name.
	.macro	loop name
	.quad	\name
	.asciz	"\name"
	.balign	32, 0
	.endm

	.macro	loops operation
	loop	bm_loop_\operation
	loop	bm_upper_\operation
	loop	bm_baseline_\operation
	loop	bm_tested_\operation
	.endm

	.section .rodata, "a"
	.balign	32
	.global	bm_call_loops, bm_call_loops_end
bm_call_loops:
	loops	add
	loops	sum
	loops	test
	loops	version
	loops	constant
	loops	wide
bm_call_loops_end:

// What code of ilc loads where it asks for a capability of the CPU; .NET's runtime would set it.
	.bss
	.balign	4
	.global	g_cpuFeatures, bm_cpu_features
g_cpuFeatures:
bm_cpu_features:
	.skip	4
