/* Every register of patcher/registers/idfields.txt. Reserved encodings of the ID space read as zero (Arm ARM DDI 0487, "ID registers"). */

	.macro	id_register index, name
	mrs	x1, \name
	str	x1, [x0, #(8 * \index)]
	.endm

	.text
	.global	bm_read_id_registers

/* In: x0 = VA of IdRegisters. Out: filled, in the order of IdRegister. Clobbers: x1 */
bm_read_id_registers:
	.include "idregisters.inc"
	ret
