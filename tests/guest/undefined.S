	.text
	.global	bm_undefined

/* In: nothing. Out: does not return: an exception */
bm_undefined:
	udf	#0
	ret
