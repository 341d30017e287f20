/* By what cores know themselves and wait for each other. Never patched: they do it while text is being written. */

	.text
	.global	bm_core, bm_flag_load, bm_flag_store, bm_flag_take, bm_wait_for_event, bm_send_event, bm_yield

/* In: nothing. Out: x0 = VA of this core's Core. Clobbers: nothing */
bm_core:
	mrs	x0, tpidr_el1
	ret

/* In: x0 = VA. Out: w0 = value. Clobbers: nothing */
bm_flag_load:
	ldar	w0, [x0]
	ret

/* In: x0 = VA, w1 = value. Out: nothing. Clobbers: nothing */
bm_flag_store:
	stlr	w1, [x0]
	dsb	ish
	sev
	ret

/* Makes a flag that is 0 another value. In: x0 = VA, w1 = value. Out: w0 = what it was. Clobbers: w2, w3 */
bm_flag_take:
	ldaxr	w2, [x0]
	cbnz	w2, 1f
	stxr	w3, w1, [x0]
	cbnz	w3, bm_flag_take
1:	mov	w0, w2
	ret

/* In, Out, Clobbers: nothing */
bm_send_event:
	sev
	ret

/* In, Out, Clobbers: nothing */
bm_wait_for_event:
	wfe
	ret

/* In, Out, Clobbers: nothing */
bm_yield:
	yield
	ret
