/* What was found, on standard error, and how QEMU exits for it. */
#pragma once

#include <stdint.h>

/* The step that is missing. report.c has the words. */
enum missing {
	CODE_CLEAN,	    /* DC CVAU */
	CODE_CLEAN_POC,	    /* DC CVAC, for a core that fetches with its caches off */
	CODE_CLEAN_BARRIER, /* DSB after it */
	CODE_STORE_BARRIER, /* DSB after the store, where CTR_EL0.IDC says that no clean is needed */
	CODE_INVALIDATE,    /* IC IVAU, IALLU, IALLUIS */
	CODE_INVALIDATE_BARRIER,
	CODE_SYNCHRONIZE, /* ISB on the core that executes */
	DATA_CLEAN,	  /* a line that is only in a cache is read around the caches */
	DATA_DIRTY,	  /* ... is stored to around the caches, and will overwrite that */
	DATA_DISCARD,	  /* a line that was stored to around the caches may be in one from before */
	TABLE_BARRIER,	  /* DSB after the store of an entry */
	TABLE_INVALIDATE, /* TLBI, where the entry was valid before */
	TABLE_INVALIDATE_BARRIER,
	TABLE_SYNCHRONIZE,
	TABLE_BREAK, /* an entry that other cores use goes from one valid value to another */
	MISSING_COUNT,
};

/*
 * One violation: \core accesses the VA \va without the step \missing before it. \by stored to \pa, by the instruction at the VA \stored_at
 * (0 where that isn't known). Printed once for each place.
 */
void report_violation(enum missing missing, unsigned core, uint64_t va, uint64_t pa, unsigned by, uint64_t stored_at);

/* Something that can't be checked, such as page tables that aren't modelled. Printed once; the run has then failed. */
void report_refusal(const char *reason);

struct summary {
	uint64_t stored_words_executed;
	uint64_t entries_changed;
};

/* The last lines. Returns QEMU's exit code, or 0 for the guest's own. */
int report_summary(const struct summary *summary, int is_started);
