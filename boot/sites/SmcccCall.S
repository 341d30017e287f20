	.include "function.inc"
	.include "alternative.inc"

	.equ	SMCCC_NOT_SUPPORTED, -1

// A call to the firmware by the conduit that the device tree names. Patched in the boot pass: starting the other cores needs it.
// In: x0 = function ID, x1-x7 = arguments. Out: x0 = result, NOT_SUPPORTED without a conduit. Clobbers: x1-x17
	function bm_smccc_call
	alternative_cb ALWAYS_BOOT, bm_cb_smccc_conduit
	b	1f
	alternative_cb_end
	ret
1:	mov	x0, #SMCCC_NOT_SUPPORTED
	ret
	endfunction bm_smccc_call
