#include "a64.h"

#include <stddef.h>

#define SYS(op1, crn, crm, op2) (0xd5080000u | (op1) << 16 | (crn) << 12 | (crm) << 8 | (op2) << 5)
#define MSR(op1, crn, crm, op2) (0xd5180000u | (op1) << 16 | (crn) << 12 | (crm) << 8 | (op2) << 5)
#define ANY_RT 0xffffffe0u

static const struct {
	uint32_t mask, value;
	enum a64_kind kind;
} encodings[] = {
	{ 0xfffff3ff, 0xd503339f, A64_DSB },	   /* CRm = xx11 */
	{ 0xfffff3ff, 0xd503329f, A64_DSB_STORES }, /* CRm = xx10 */
	{ 0xfffff0ff, 0xd50330df, A64_ISB },
	{ 0xfffff3ff, 0xd69f03e0, A64_ERET },	   /* ERETAA and ERETAB below */
	{ 0xfffffbff, 0xd69f0bff, A64_ERET },
	{ ANY_RT, SYS(3, 7, 11, 1), A64_DC_CLEAN_POU },
	{ ANY_RT, SYS(3, 7, 10, 1), A64_DC_CLEAN_POC },
	{ ANY_RT, SYS(3, 7, 12, 1), A64_DC_CLEAN_POC },
	{ ANY_RT, SYS(3, 7, 13, 1), A64_DC_CLEAN_POC },
	{ ANY_RT, SYS(3, 7, 14, 1), A64_DC_CLEAN_DISCARD },
	{ ANY_RT, SYS(0, 7, 6, 1), A64_DC_DISCARD },
	{ ANY_RT, SYS(3, 7, 4, 1), A64_DC_ZERO },
	{ ANY_RT, SYS(0, 7, 6, 2), A64_DC_BY_SET_WAY },
	{ ANY_RT, SYS(0, 7, 10, 2), A64_DC_BY_SET_WAY },
	{ ANY_RT, SYS(0, 7, 14, 2), A64_DC_BY_SET_WAY },
	{ ANY_RT, SYS(3, 7, 5, 1), A64_IC_LINE },
	{ ANY_RT, SYS(0, 7, 5, 0), A64_IC_ALL },
	{ ANY_RT, SYS(0, 7, 1, 0), A64_IC_ALL_SHARED },
	{ ANY_RT, MSR(0, 1, 0, 0), A64_TRANSLATION }, /* SCTLR_EL1, EL2, EL3, EL12 */
	{ ANY_RT, MSR(4, 1, 0, 0), A64_TRANSLATION },
	{ ANY_RT, MSR(6, 1, 0, 0), A64_TRANSLATION },
	{ ANY_RT, MSR(5, 1, 0, 0), A64_TRANSLATION },
	{ ANY_RT, MSR(0, 2, 0, 0), A64_TRANSLATION }, /* TTBR0_EL1, TTBR1_EL1, TCR_EL1 */
	{ ANY_RT, MSR(0, 2, 0, 1), A64_TRANSLATION },
	{ ANY_RT, MSR(0, 2, 0, 2), A64_TRANSLATION },
	{ 0x3be00c00, 0x19000400, A64_FILL },	   /* CPY*P and CPYF*P: op1 = 00 */
	{ 0x3be0cc00, 0x19c00400, A64_FILL },	   /* SET*P: op1 = 11, op2 = 00xx */
	{ 0xffffffff, 0xd503203f, A64_WAIT },	   /* YIELD */
	{ 0xffffffff, 0xd503205f, A64_WAIT },	   /* WFE */
	{ ANY_RT, 0xd5031000, A64_WAIT },	   /* WFET */
	{ 0x3fe00000, 0x08000000, A64_STORE_EXCLUSIVE }, /* STXR, STLXR: L = 0, o2 = o1 = 0 */
	{ 0xbfe00000, 0x88200000, A64_STORE_EXCLUSIVE }, /* STXP, STLXP: o1 = 1, and CASP where size = 0x */
};

/* TLBI of EL1 by CRm: op2 is odd where it is by VA or, CRm 2, 5 and 6, by a range of VAs; else all of an ASID or of everything. */
static enum a64_kind tlbi(uint32_t word)
{
	static const struct {
		enum a64_kind all, by_va;
	} kinds[16] = {
		[1] = { A64_TLBI_ALL_SHARED, A64_TLBI_VA_SHARED }, /* outer shareable */
		[2] = { A64_OTHER, A64_TLBI_RANGE_SHARED },
		[3] = { A64_TLBI_ALL_SHARED, A64_TLBI_VA_SHARED }, /* inner shareable */
		[5] = { A64_OTHER, A64_TLBI_RANGE_SHARED },
		[6] = { A64_OTHER, A64_TLBI_RANGE },
		[7] = { A64_TLBI_ALL, A64_TLBI_VA },
	};
	unsigned op1 = word >> 16 & 7, crm = word >> 8 & 15, op2 = word >> 5 & 7;

	if (op1 != 0)
		return A64_OTHER;
	return op2 & 1 ? kinds[crm].by_va : kinds[crm].all;
}

enum a64_kind a64_classify(uint32_t word)
{
	for (size_t index = 0; index < sizeof encodings / sizeof *encodings; index++) {
		if ((word & encodings[index].mask) == encodings[index].value) {
			int non_shareable = encodings[index].kind == A64_DSB && (word >> 10 & 3) == 1;

			return non_shareable ? A64_DSB_LOCAL : encodings[index].kind;
		}
	}
	return (word & 0xfff8f000) == 0xd5088000 ? tlbi(word) : A64_OTHER;
}
