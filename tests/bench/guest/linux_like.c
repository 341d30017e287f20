/*
 * The yardstick: one loop over the table that does what Linux's does for each entry, in our own words. Capability, replacement or
 * callback, relocation of branches and ADRP, store through the alias, clean of the entry's lines; after the table one
 * invalidation. No header is checked, nothing is planned, nothing is read back. Compiled by gcc -O2.
 */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
typedef long s64;

#define CALLBACK_BIT 0x8000
#define NOP 0xd503201f
#define PAGE_MASK 0xfffUL

struct alt_instr {
	s32 orig_offset;
	s32 alt_offset;
	u16 cpucap;
	u8 orig_len;
	u8 alt_len;
};

typedef void callback(const struct alt_instr *alt, const u32 *orig, u32 *updated, int words);

#ifdef COUNTING
#define APPLY bm_c_apply_counting
#define NOPS bm_c_nops_counting
static u64 cleaned;
#define COUNT_FROM_0() (cleaned = 0)
#define COUNT() cleaned++
#define RESULT cleaned
#else
#define APPLY bm_c_apply
#define NOPS bm_c_nops
#define COUNT_FROM_0()
#define COUNT()
#define RESULT 0
#endif

static inline int has(const u64 *set, u32 bit)
{
	return set[bit / 64] >> (bit % 64) & 1;
}

static inline s64 sign_extend(u64 value, int bits)
{
	return (s64)(value << (64 - bits)) >> (64 - bits);
}

/* A branch's distance field: bits, and where it begins; 0 bits for what is no branch with a label. */
static inline int branch_field(u32 insn, int *lsb)
{
	*lsb = 0;
	if ((insn & 0x7c000000) == 0x14000000)
		return 26;
	*lsb = 5;
	if ((insn & 0xff000000) == 0x54000000 || (insn & 0x7e000000) == 0x34000000)
		return 19;
	return (insn & 0x7e000000) == 0x36000000 ? 14 : 0;
}

static u32 moved(const struct alt_instr *alt, const u32 *to, const u32 *from)
{
	u32 insn = *from;
	int lsb, bits = branch_field(insn, &lsb);

	if (bits) {
		u32 mask = ((1u << bits) - 1) << lsb;
		u64 target = (u64)from + sign_extend((insn & mask) >> lsb, bits) * 4;
		u64 start = (u64)&alt->alt_offset + alt->alt_offset;

		if (target < start || target > start + alt->alt_len)
			insn = (insn & ~mask) | ((u32)((s64)(target - (u64)to) >> 2) << lsb & mask);
	} else if ((insn & 0x9f000000) == 0x90000000) {
		u32 pages = (insn >> 3 & 0x1ffffc) | (insn >> 29 & 3);
		u64 target = ((u64)from & ~PAGE_MASK) + sign_extend(pages, 21) * 4096;

		pages = (s64)(target - ((u64)to & ~PAGE_MASK)) >> 12;
		insn = (insn & 0x9f00001f) | (pages & 3) << 29 | (pages >> 2 & 0x7ffff) << 5;
	}
	return insn;
}

static void replace(const struct alt_instr *alt, const u32 *orig, u32 *updated, int words)
{
	const u32 *replacement = (const u32 *)((u64)&alt->alt_offset + alt->alt_offset);

	for (int i = 0; i < words; i++)
		updated[i] = moved(alt, orig + i, replacement + i);
}

void NOPS(const struct alt_instr *alt, const u32 *orig, u32 *updated, int words)
{
	(void)alt;
	(void)orig;
	for (int i = 0; i < words; i++)
		updated[i] = NOP;
}

static void clean(u64 start, u64 end, u64 line)
{
	for (u64 at = start & ~(line - 1); at < end; at += line) {
		asm volatile("dc civac, %0" : : "r" (at) : "memory");
		COUNT();
	}
}

/*
 * Applies every entry whose capability is in both sets. alias = what to add to an address to store there; line = bytes of the
 * smallest data cache line. Returns the lines cleaned where this copy counts them.
 */
u64 APPLY(const struct alt_instr *alt, const struct alt_instr *end, const u64 *capabilities, const u64 *pass, u64 alias, u64 line)
{
	COUNT_FROM_0();
	for (; alt < end; alt++) {
		u32 cap = alt->cpucap & ~CALLBACK_BIT;
		if (!has(pass, cap) || !has(capabilities, cap))
			continue;

		u32 *orig = (u32 *)((u64)&alt->orig_offset + alt->orig_offset);
		u32 *updated = (u32 *)((u64)orig + alias);
		int words = alt->orig_len / 4;
		callback *apply = replace;
		if (alt->cpucap & CALLBACK_BIT)
			apply = (callback *)((u64)&alt->alt_offset + alt->alt_offset);
		apply(alt, orig, updated, words);
		clean((u64)orig, (u64)(orig + words), line);
	}
	asm volatile("dsb ish\n\tic ialluis\n\tdsb ish\n\tisb" : : : "memory");
	return RESULT;
}
