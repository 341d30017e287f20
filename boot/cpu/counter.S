/* The counter as the log and the exception report read it: never patched, they run while text is being written. */

	.text
	.global	bm_log_counter, bm_log_counter_frequency

/* In: nothing. Out: x0 = CNTVCT_EL0. Clobbers: nothing */
bm_log_counter:
	isb
	mrs	x0, cntvct_el0
	ret

/* In: nothing. Out: x0 = CNTFRQ_EL0. Clobbers: nothing */
bm_log_counter_frequency:
	mrs	x0, cntfrq_el0
	ret
