/* The A64 instructions that matter to caches, translation and their order (Arm ARM DDI 0487, "A64 Instruction Set Encoding"). */
#pragma once

#include <stdint.h>

enum a64_kind {
	A64_OTHER,
	A64_DSB,	      /* full, inner shareable or wider */
	A64_DSB_STORES,	      /* orders stores only */
	A64_DSB_LOCAL,	      /* full, non-shareable */
	A64_ISB,
	A64_ERET,
	A64_DC_CLEAN_POU,     /* CVAU */
	A64_DC_CLEAN_POC,     /* CVAC, CVAP, CVADP */
	A64_DC_CLEAN_DISCARD, /* CIVAC */
	A64_DC_DISCARD,	      /* IVAC */
	A64_DC_ZERO,	      /* ZVA */
	A64_DC_BY_SET_WAY,
	A64_IC_LINE,	      /* IVAU */
	A64_IC_ALL,	      /* IALLU */
	A64_IC_ALL_SHARED,    /* IALLUIS */
	A64_TLBI_ALL,	      /* of this core: everything, or everything of an ASID */
	A64_TLBI_ALL_SHARED,
	A64_TLBI_VA,
	A64_TLBI_VA_SHARED,
	A64_TLBI_RANGE,
	A64_TLBI_RANGE_SHARED,
	A64_TRANSLATION,      /* MSR to what decides how addresses are translated */
	A64_FILL,	      /* first instruction of a MOPS copy or set: Xn bytes from Xd on */
	A64_WAIT,	      /* YIELD, WFE, WFET */
	A64_STORE_EXCLUSIVE,  /* STXR, STLXR, STXP, STLXP of any size: Ws = 0 where it stored */
};

/* What a word is. */
enum a64_kind a64_classify(uint32_t word);

static inline unsigned a64_rd(uint32_t word) { return word & 31; }
static inline unsigned a64_rs(uint32_t word) { return word >> 16 & 31; }
static inline unsigned a64_rn(uint32_t word) { return word >> 5 & 31; }
