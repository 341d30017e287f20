#include "lines.h"

#include <stdlib.h>

#include "core.h"
#include "events.h"
#include "report.h"

#define CHUNK_BITS 16
#define CHUNKS (1u << 16)
#define CHUNK_LINES ((1u << CHUNK_BITS) / LINE_BYTES)
#define PA_BITS 48
#define REPORTED_OF_DATA (1u << DATA_CLEAN | 1u << DATA_DIRTY | 1u << DATA_DISCARD)

/* CTR_EL0 */
#define CTR_IMINLINE(ctr) ((ctr) & 15)
#define CTR_L1IP(ctr) ((ctr) >> 14 & 3)
#define CTR_L1IP_PIPT 3
#define CTR_DMINLINE(ctr) ((ctr) >> 16 & 15)
#define CTR_IDC(ctr) ((ctr) >> 28 & 1)
#define CTR_DIC(ctr) ((ctr) >> 29 & 1)

/* CLIDR_EL1 */
#define CLIDR_LOUIS(clidr) ((clidr) >> 21 & 7)
#define CLIDR_LOC(clidr) ((clidr) >> 24 & 7)
#define CLIDR_LOUU(clidr) ((clidr) >> 27 & 7)

/* VAs by which a line may be invalidated: the alias through which text is written, and the address where it runs. */
#define VIEWS 2

/* IC IVAU. */
struct invalidation {
	uint64_t time, va; /* 0 where there was none; the line's VA, 0 where any will do */
	uint8_t core;
};

struct line {
	uint64_t stored;      /* last store that went into a cache; 0 where there was none */
	uint64_t uncached;    /* last store around the caches */
	uint64_t stored_at;   /* VA of the instruction that stored last */
	uint64_t cleaned;     /* last clean to the PoU or beyond */
	uint64_t cleaned_poc; /* last clean to the PoC */
	uint64_t discarded;   /* last invalidation of data */
	struct invalidation invalidated[VIEWS]; /* those that count: for each VA the first one that was late enough */
	uint16_t written, executed; /* words that were stored to; those of them that were executed */
	uint8_t storer, cleaner;
	uint16_t reported; /* one bit for each kind of violation that was reported */
};

struct caches caches;
uint64_t stored_words_executed;

static struct line **chunks[CHUNKS];

/* Where no level of the caches must be cleaned to the PoU, there is nothing to clean either. */
static bool is_unified_at_once(uint64_t clidr) { return CLIDR_LOC(clidr) == 0 || (CLIDR_LOUIS(clidr) == 0 && CLIDR_LOUU(clidr) == 0); }

bool lines_initialize(uint64_t ctr_el0, uint64_t clidr_el1)
{
	caches = (struct caches){
		.needs_clean = !CTR_IDC(ctr_el0) && !is_unified_at_once(clidr_el1),
		.needs_invalidate = !CTR_DIC(ctr_el0),
		.code_by_va = CTR_L1IP(ctr_el0) != CTR_L1IP_PIPT,
		.data_line = 4u << CTR_DMINLINE(ctr_el0),
		.code_line = 4u << CTR_IMINLINE(ctr_el0),
	};
	if (caches.data_line < LINE_BYTES || caches.code_line < LINE_BYTES) {
		report_refusal("CTR_EL0 has lines smaller than the 64 bytes that are modelled");
		return false;
	}
	return true;
}

/* NULL above 2^48; also for a line that was never touched, unless \create. */
static struct line *line_at(uint64_t pa, bool create)
{
	uint64_t chunk = pa >> CHUNK_BITS;
	struct line ***outer;

	if (pa >> PA_BITS)
		return NULL;
	outer = &chunks[chunk >> 16];
	if (!*outer && create)
		*outer = calloc(CHUNKS, sizeof **outer);
	if (!*outer)
		return NULL;
	if (!(*outer)[chunk & 0xffff] && create)
		(*outer)[chunk & 0xffff] = calloc(CHUNK_LINES, sizeof(struct line));
	return (*outer)[chunk & 0xffff] ? &(*outer)[chunk & 0xffff][pa / LINE_BYTES % CHUNK_LINES] : NULL;
}

static void violation(struct line *line, enum missing missing, unsigned cpu, uint64_t va, uint64_t pa)
{
	uint16_t bit = 1u << missing;

	if (!(line->reported & bit))
		report_violation(missing, cpu, va, pa, line->storer, line->stored_at);
	line->reported |= bit;
}

static uint16_t words_of(uint64_t pa, uint64_t bytes)
{
	unsigned first = pa % LINE_BYTES / 4, end = (pa % LINE_BYTES + bytes + 3) / 4;

	return (uint16_t)((1u << end) - (1u << first));
}

/* Calls \each for the part of [pa, pa + bytes) in each line. */
#define FOR_EACH_LINE(pa, va, bytes, part)                                                                                   \
	for (uint64_t left = (bytes), part = LINE_BYTES - (pa) % LINE_BYTES < left ? LINE_BYTES - (pa) % LINE_BYTES : left; left; \
	     left -= part, (pa) += part, (va) += part, part = LINE_BYTES < left ? LINE_BYTES : left)

void lines_store(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes, uint64_t pc)
{
	uint64_t now = tick();

	FOR_EACH_LINE (pa, va, bytes, part) {
		struct line *line = line_at(pa, true);

		if (!line)
			return;
		if (cores[cpu].is_cached) {
			if (line->uncached > line->discarded)
				violation(line, DATA_DISCARD, cpu, va, pa);
			line->stored = now;
		} else {
			if (line->stored > line->cleaned_poc)
				violation(line, DATA_DIRTY, cpu, va, pa);
			line->uncached = now;
		}
		line->stored_at = pc;
		line->storer = cpu;
		line->written |= words_of(pa, part);
		line->executed &= ~words_of(pa, part);
		line->reported &= REPORTED_OF_DATA;
	}
}

/* Until the storing core has waited for its store by DSB, a core that polls may rightly find the old value. */
static bool is_published(const struct line *line) { return history_first(&cores[line->storer].barriers, line->stored) != NEVER; }

void lines_load(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes)
{
	FOR_EACH_LINE (pa, va, bytes, part) {
		struct line *line = line_at(pa, false);

		if (!line)
			continue;
		if (cores[cpu].is_cached) {
			if (line->uncached > line->discarded)
				violation(line, DATA_DISCARD, cpu, va, pa);
		} else if (line->stored > line->cleaned_poc && is_published(line))
			violation(line, DATA_CLEAN, cpu, va, pa);
	}
}

void lines_walk(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes)
{
	FOR_EACH_LINE (pa, va, bytes, part) {
		struct line *line = line_at(pa, false);

		if (line && line->uncached > line->discarded)
			violation(line, DATA_DISCARD, cpu, va, pa);
	}
}

void lines_clean(unsigned cpu, uint64_t pa, bool to_poc)
{
	uint64_t now = tick();

	pa &= ~(uint64_t)(caches.data_line - 1);
	for (unsigned offset = 0; offset < caches.data_line; offset += LINE_BYTES) {
		struct line *line = line_at(pa + offset, false);

		if (line) {
			line->cleaned = now;
			line->cleaned_poc = to_poc ? now : line->cleaned_poc;
			line->cleaner = cpu;
		}
	}
}

void lines_discard(uint64_t pa)
{
	uint64_t now = tick();

	pa &= ~(uint64_t)(caches.data_line - 1);
	for (unsigned offset = 0; offset < caches.data_line; offset += LINE_BYTES) {
		struct line *line = line_at(pa + offset, false);

		if (line)
			line->discarded = now;
	}
}

/* When the stored words became visible to fetches that miss the instruction caches. NEVER, and the missing step, where they didn't. */
static uint64_t visible_from(const struct line *line, unsigned cpu, enum missing *missing)
{
	uint64_t time;

	if (line->uncached >= line->stored || !caches.needs_clean) {
		uint64_t store = line->stored > line->uncached ? line->stored : line->uncached;

		*missing = CODE_STORE_BARRIER;
		time = history_first(&cores[line->storer].store_barriers, store);
		return line->storer == cpu && time == NEVER ? barrier_after(cpu, store, cpu) : time;
	}
	if (line->cleaned < line->stored) {
		*missing = CODE_CLEAN;
		return NEVER;
	}
	*missing = CODE_CLEAN_BARRIER;
	return barrier_after(line->cleaner, line->cleaned, cpu);
}

static uint64_t view_of(uint64_t va) { return caches.code_by_va ? va & ~(uint64_t)(LINE_BYTES - 1) : 0; }

/* Where to keep an invalidation by \va: in place of an earlier one by the same VA, else of the oldest. */
static struct invalidation *invalidation_of(struct line *line, uint64_t va)
{
	struct invalidation *earliest = line->invalidated;

	for (struct invalidation *by = line->invalidated; by < line->invalidated + VIEWS; by++) {
		if (by->time && by->va == view_of(va))
			return by;
		earliest = by->time < earliest->time ? by : earliest;
	}
	return earliest;
}

void lines_invalidate(unsigned cpu, uint64_t pa, uint64_t va)
{
	uint64_t now = tick();

	pa &= ~(uint64_t)(caches.code_line - 1);
	va &= ~(uint64_t)(caches.code_line - 1);
	for (unsigned offset = 0; offset < caches.code_line; offset += LINE_BYTES) {
		struct line *line = line_at(pa + offset, false);
		struct invalidation *by = line ? invalidation_of(line, va + offset) : NULL;
		enum missing missing;

		if (by && (by->time == 0 || by->va != view_of(va + offset) || visible_from(line, by->core, &missing) > by->time))
			*by = (struct invalidation){ .time = now, .va = view_of(va + offset), .core = cpu };
	}
}

/* When the old word at \va was gone from all instruction caches that \cpu uses: by IVAU, by any core's IALLUIS, by its own IALLU. */
static uint64_t invalid_from(const struct line *line, unsigned cpu, uint64_t va, uint64_t visible, enum missing *missing)
{
	uint64_t best = NEVER, time = history_first(&cores[cpu].invalidations, visible);

	*missing = CODE_INVALIDATE;
	for (const struct invalidation *by = line->invalidated; by < line->invalidated + VIEWS; by++) {
		if (by->time >= visible && by->va == view_of(va)) {
			*missing = CODE_INVALIDATE_BARRIER;
			best = barrier_after(by->core, by->time, cpu);
		}
	}
	if (time != NEVER) {
		*missing = CODE_INVALIDATE_BARRIER;
		time = barrier_after(cpu, time, cpu);
		best = time < best ? time : best;
	}
	/* The list is ascending: go back for as long as the entries are late enough. */
	for (size_t index = shared_invalidation_count; index > 0 && shared_invalidations[index - 1].time >= visible; index--) {
		*missing = CODE_INVALIDATE_BARRIER;
		time = barrier_after(shared_invalidations[index - 1].core, shared_invalidations[index - 1].time, cpu);
		best = time < best ? time : best;
	}
	return best;
}

static void check_fetch(struct line *line, unsigned cpu, uint64_t va, uint64_t pa)
{
	enum missing missing;
	uint64_t time;

	if (!cores[cpu].fetches_cached && line->stored > line->cleaned_poc) {
		violation(line, CODE_CLEAN_POC, cpu, va, pa);
		return;
	}
	time = visible_from(line, cpu, &missing);
	if (time != NEVER && caches.needs_invalidate && cores[cpu].fetches_cached)
		time = invalid_from(line, cpu, va, time, &missing);
	if (time != NEVER && cores[cpu].synchronized <= time) {
		missing = CODE_SYNCHRONIZE;
		time = NEVER;
	}
	if (time == NEVER)
		violation(line, missing, cpu, va, pa);
}

void lines_fetch(unsigned cpu, uint64_t pa, uint64_t va, unsigned words)
{
	uint64_t bytes = 4ull * words;

	FOR_EACH_LINE (pa, va, bytes, part) {
		struct line *line = line_at(pa, false);
		uint16_t fetched = line ? words_of(pa, part) & line->written : 0;

		if (fetched) {
			check_fetch(line, cpu, va, pa);
			stored_words_executed += __builtin_popcount(fetched & ~line->executed);
			line->executed |= fetched;
		}
	}
}
