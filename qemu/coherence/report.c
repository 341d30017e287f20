#include "report.h"

#include <stdbool.h>
#include <stdio.h>

#include "symbols.h"

#define EXIT_VIOLATION 122
#define PRINTED 40

static const struct {
	const char *name, *text;
} words[MISSING_COUNT] = {
	[CODE_CLEAN] = { "code-clean", "executes what was stored, with no DC CVAU since" },
	[CODE_CLEAN_POC] = { "code-clean-poc", "executes, with its caches off, what was stored, with no DC CVAC or CIVAC since" },
	[CODE_CLEAN_BARRIER] = { "code-clean-barrier", "executes what was stored and cleaned, with no DSB after the clean" },
	[CODE_STORE_BARRIER] = { "code-store-barrier", "executes what was stored, with no DSB after the store" },
	[CODE_INVALIDATE] = { "code-invalidate", "executes what was stored, with no IC IVAU or IALLU of it since it was made visible" },
	[CODE_INVALIDATE_BARRIER] = { "code-invalidate-barrier", "executes what was stored, with no DSB after the IC" },
	[CODE_SYNCHRONIZE] = { "code-isb", "executes what was stored, with no ISB of its own since that is complete" },
	[DATA_CLEAN] = { "data-clean", "reads around the caches what is perhaps only in one: no DC CVAC or CIVAC since the store" },
	[DATA_DIRTY] = { "data-dirty", "stores around the caches to a line that is dirty in one: no DC CVAC or CIVAC since the store" },
	[DATA_DISCARD] = { "data-discard", "accesses by the caches what was stored around them: no DC IVAC or CIVAC since the store" },
	[TABLE_BARRIER] = { "table-barrier", "accesses by an entry of a page table that was stored, with no DSB since" },
	[TABLE_INVALIDATE] = { "table-invalidate", "accesses by an entry of a page table that was valid and changed, with no TLBI of it after the DSB" },
	[TABLE_INVALIDATE_BARRIER] = { "table-invalidate-barrier", "accesses by an entry of a page table that was changed, with no DSB after the TLBI" },
	[TABLE_BREAK] = { "table-break", "changes an entry of a page table that other cores use, and it wasn't invalid before, with DSB, TLBI on all cores, DSB" },
	[TABLE_SYNCHRONIZE] = { "table-isb", "accesses by an entry of a page table that was stored, with no ISB of its own since that is complete" },
};

static uint64_t violations;
static bool is_refused;

void report_violation(enum missing missing, unsigned core, uint64_t va, uint64_t pa, unsigned by, uint64_t stored_at)
{
	if (violations++ >= PRINTED)
		return;
	fprintf(stderr, "coherence: violation %s: core %u %s: VA 0x%llx%s, PA 0x%llx", words[missing].name, core, words[missing].text,
		(unsigned long long)va, symbols_name(va), (unsigned long long)pa);
	if (stored_at)
		fprintf(stderr, ", stored by core %u at 0x%llx%s", by, (unsigned long long)stored_at, symbols_name(stored_at));
	fputc('\n', stderr);
}

void report_refusal(const char *reason)
{
	if (!is_refused)
		fprintf(stderr, "coherence: can't check: %s\n", reason);
	is_refused = true;
}

int report_summary(const struct summary *summary, int is_started)
{
	if (!is_started)
		report_refusal("the program's first instruction was never executed");
	if (violations > PRINTED)
		fprintf(stderr, "coherence: %llu more violations\n", (unsigned long long)(violations - PRINTED));
	fprintf(stderr, "coherence: %llu violations; %llu stored words executed, %llu entries of page tables changed\n", (unsigned long long)violations,
		(unsigned long long)summary->stored_words_executed, (unsigned long long)summary->entries_changed);
	return violations || is_refused ? EXIT_VIOLATION : 0;
}
