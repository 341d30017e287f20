/*
 * Alternatives in inline assembly, for gcc and clang: strings for asm (...), the same table as alternative.inc writes.
 *
 *	asm volatile(ALTERNATIVE("dsb nsh\n\tisb", "sb\n\tnop", HAS_SB));
 *	asm volatile(ALTERNATIVE_CB("mov %0, #0", ALWAYS_SYSTEM, bm_cb_bhb_loop) : "=r" (count));
 *
 * A last argument of 0 (1 when left out) emits the old code alone, without entry and replacement.
 * How to use them: README.md in this folder. Labels 661 to 664 belong to these macros.
 */
#ifndef ALTERNATIVE_H
#define ALTERNATIVE_H

#include "cpucaps.h"

#if ARM64_NCAPS >= ARM64_CB_BIT
#error "alternative.h: the capability numbers reach the callback bit"
#endif

#ifndef __ASSEMBLER__
/* An entry of the table; both offsets are relative to their own field. */
struct alt_instr {
	__INT32_TYPE__ orig_offset;
	__INT32_TYPE__ alt_offset;
	__UINT16_TYPE__ cpucap;
	__UINT8_TYPE__ orig_len;
	__UINT8_TYPE__ alt_len;
};

/*
 * A callback, named bm_ccb_...: reads the site at origptr, writes nr_inst words or fewer at updptr, which holds the old ones. cpucaps has a
 * bit for each capability, by number.
 */
typedef void alternative_callback(struct alt_instr *alt, __UINT32_TYPE__ *origptr, __UINT32_TYPE__ *updptr, int nr_inst,
	const __UINT64_TYPE__ *cpucaps);
#endif

#define ALTERNATIVE(old, new, ...)	ALTERNATIVE_CONFIG_(old, new, __VA_ARGS__, 1, unused)
#define ALTERNATIVE_CB(old, cap, ...)	ALTERNATIVE_CB_CONFIG_(old, cap, __VA_ARGS__, 1, unused)

/* A second expansion, so that a capability or a configuration option goes in as its number. */
#define ALTERNATIVE_CONFIG_(old, new, cap, config, ...)		ALTERNATIVE_TEXT_(old, new, cap, config)
#define ALTERNATIVE_CB_CONFIG_(old, cap, callback, config, ...)	ALTERNATIVE_CB_TEXT_(old, cap, callback, config)

/* One 12-byte entry; both offsets are relative to the field that holds them. */
#define ALTINSTR_ENTRY_(new, cap, new_len) \
	".pushsection .altinstructions, \"a\"\n\t" \
	".balign 4\n\t" \
	".word 661b - .\n\t" \
	".word " new " - .\n\t" \
	".hword " cap "\n\t" \
	".byte 662b - 661b\n\t" \
	".byte " new_len "\n\t" \
	".popsection\n\t"

/*
 * .balign before a label: after data, GNU as aligns before the next instruction by itself, too late for the length to be known.
 *
 * Old and new code must be equally long, and short enough for the entry's byte. GNU as cuts a known length down with a warning, and names
 * only the compiler's temporary file, so our message says the line. clang refuses a length over 255 and names the line by itself, but
 * evaluates .if before it knows a length where it only prints assembly (-S, -flto): there an .org that moves backwards fails.
 */
#ifdef __clang__
#define ALTERNATIVE_CHECK_EQUAL_ \
	".org . - (664b - 663b) + (662b - 661b) // alternative: the new code is longer than the old code\n\t" \
	".org . - (662b - 661b) + (664b - 663b) // alternative: the new code is shorter than the old code\n\t"
#define ALTERNATIVE_CHECK_LENGTH_
#else
#define ALTERNATIVE_CHECK_(condition, text) \
	".if " condition "\n\t" \
	".error \"" __FILE__ ":" ALTERNATIVE_STRING_(__LINE__) ": alternative: " text "\"\n\t" \
	".endif\n\t"
#define ALTERNATIVE_CHECK_EQUAL_ \
	ALTERNATIVE_CHECK_("(664b - 663b) != (662b - 661b)", "old and new code differ in length; fill the shorter one with nop")
#define ALTERNATIVE_CHECK_LENGTH_ \
	ALTERNATIVE_CHECK_("(662b - 661b) > 252", "longer than the 252 bytes (63 instructions) that an entry can say")
#endif

#define ALTERNATIVE_TEXT_(old, new, cap, config) \
	".balign 4\n661:\n\t" old "\n662:\n\t" \
	".if " #config "\n\t" \
	ALTERNATIVE_CHECK_LENGTH_ \
	ALTINSTR_ENTRY_("663f", #cap, "664f - 663f") \
	".subsection 1\n\t" \
	".balign 4\n" \
	"663:\n\t" new "\n664:\n\t" \
	ALTERNATIVE_CHECK_EQUAL_ \
	".previous\n\t" \
	".endif\n"

/* ARM64_NCAPS gives the older form of entry: without the callback bit, and always applied. */
#define ALTERNATIVE_CB_TEXT_(old, cap, callback, config) \
	".balign 4\n661:\n\t" old "\n662:\n\t" \
	".if " #config "\n\t" \
	ALTERNATIVE_CHECK_LENGTH_ \
	".if " #cap " == " ALTERNATIVE_STRING_(ARM64_NCAPS) "\n\t" \
	ALTINSTR_ENTRY_(#callback, #cap, "0") \
	".else\n\t" \
	ALTINSTR_ENTRY_(#callback, ALTERNATIVE_STRING_(ARM64_CB_BIT) " | " #cap, "0") \
	".endif\n\t" \
	".endif\n"

#define ALTERNATIVE_STRING_(text)	ALTERNATIVE_STRING_2_(text)
#define ALTERNATIVE_STRING_2_(text)	#text

#endif
