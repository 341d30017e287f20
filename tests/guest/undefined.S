	.text
	.global	bm_undefined

/* In: nothing. Out: an exception */
bm_undefined:
	udf	#0
	ret
