#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "report.h"

#define ENTRY_BYTES 8
#define LAST_LEVEL 3
#define BUCKETS 4096
#define OUTPUT_ADDRESS 0x0000fffffffff000ull

/* Of a leaf */
#define LEAF_ATTR_INDEX (7ull << 2)
#define LEAF_READ_ONLY (1ull << 7)
#define LEAF_SHAREABILITY (3ull << 8)
#define LEAF_NON_GLOBAL (1ull << 11)
#define LEAF_DBM (1ull << 51)
#define BLOCK_NT (1ull << 16)
#define TCR_HD (1ull << 40)

#define IS_VALID(entry) ((entry) & 1)
#define IS_TABLE(entry, level) (((entry) & 3) == 3 && (level) < LAST_LEVEL)

/* A table in memory, and its entries when it was last read. */
struct table {
	struct table *next;
	uint64_t pa, va;
	unsigned level, granule_bits;
	uint64_t *entries;
};

/* An entry that was stored, kept until every core may use it. */
struct change {
	uint64_t va, bytes, pa, time, stored_at;
	uint64_t old; /* what it was */
	unsigned storer;
	bool was_valid, is_reported;
	uint64_t cores_done;
};

struct tlb_invalidation {
	uint64_t time, va, last;
	unsigned core;
	bool is_shared;
};

/* One half of the VAs as TCR_EL1 has it. */
struct half {
	bool is_on;
	unsigned bits, granule_bits;
	uint64_t base, root;
};

uint64_t entries_changed;

static const uint8_t *host;
static unsigned block_size_support;
static struct table *tables[BUCKETS];
static struct change *changes;
static size_t change_count, change_capacity;
static uint64_t lowest = UINT64_MAX, highest;
static struct tlb_invalidation *invalidations;
static size_t invalidation_count, invalidation_capacity;

void tables_initialize(const uint8_t *host_of_pa_0, uint64_t id_aa64mmfr2_el1)
{
	host = host_of_pa_0;
	block_size_support = id_aa64mmfr2_el1 >> 52 & 15;
}

static uint64_t entry_at(uint64_t pa)
{
	uint64_t entry;

	memcpy(&entry, host + pa, sizeof entry);
	return entry;
}

/* TCR_EL1: T0SZ, EPD0, TG0 and T1SZ, EPD1, TG1, whose granules are encoded differently. */
static struct half half_of(const struct translation *translation, unsigned upper)
{
	static const unsigned granules[2][4] = { { 12, 16, 14, 0 }, { 0, 14, 12, 16 } };
	uint64_t tcr = translation->tcr >> (upper ? 16 : 0);
	unsigned size = tcr & 63;
	unsigned bits = size > 16 ? 64 - size : 48;

	return (struct half){
		.is_on = translation->is_on && !(tcr >> 7 & 1),
		.bits = bits,
		.granule_bits = granules[upper][tcr >> 14 & 3],
		.base = upper ? ~0ull << bits : 0,
		.root = translation->ttbr[upper] & 0x0000fffffffffffeull,
	};
}

static unsigned shift_of(unsigned level, unsigned granule_bits) { return granule_bits + (granule_bits - 3) * (LAST_LEVEL - level); }

static unsigned first_level(const struct half *half)
{
	unsigned level = LAST_LEVEL;

	while (level > 0 && shift_of(level, half->granule_bits) + half->granule_bits - 3 < half->bits)
		level--;
	return level;
}

static uint64_t table_address(uint64_t entry, unsigned granule_bits) { return entry & OUTPUT_ADDRESS & ~((1ull << granule_bits) - 1); }

bool tables_translate(unsigned cpu, uint64_t va, uint64_t *pa)
{
	const struct translation *translation = &cores[cpu].translation;
	struct half half = half_of(translation, va >> 55 & 1);
	uint64_t table = half.root;

	*pa = va;
	if (!cores[cpu].is_el1 || !translation->is_on)
		return true;
	if (!half.is_on || !half.granule_bits)
		return false;
	for (unsigned level = first_level(&half);; level++) {
		unsigned shift = shift_of(level, half.granule_bits);
		unsigned width = level == first_level(&half) ? half.bits - shift : half.granule_bits - 3;
		uint64_t entry = entry_at(table + (va >> shift & ((1ull << width) - 1)) * ENTRY_BYTES);

		if (!IS_VALID(entry))
			return false;
		if (!IS_TABLE(entry, level)) {
			*pa = (entry & OUTPUT_ADDRESS & ~((1ull << shift) - 1)) | (va & ((1ull << shift) - 1));
			return true;
		}
		table = table_address(entry, half.granule_bits);
	}
}

static struct table **bucket_of(uint64_t pa) { return &tables[(pa >> 12) % BUCKETS]; }

static struct table *find_table(uint64_t pa)
{
	/* A table of 16 or 64 KiB is found by any 4 KiB of it: each has a bucket. */
	for (struct table *table = *bucket_of(pa); table; table = table->next) {
		if (pa - table->pa < 1ull << table->granule_bits)
			return table;
	}
	return NULL;
}

static void watch(unsigned cpu, uint64_t pa, uint64_t va, unsigned level, unsigned granule_bits)
{
	struct table *table;
	unsigned count = 1u << (granule_bits - 3);

	if (find_table(pa))
		return;
	table = calloc(1, sizeof *table);
	*table = (struct table){ .pa = pa, .va = va, .level = level, .granule_bits = granule_bits, .entries = malloc(count * sizeof(uint64_t)) };
	for (uint64_t part = pa; part < pa + (1ull << granule_bits); part += 4096) {
		struct table *link = part == pa ? table : memcpy(malloc(sizeof *link), table, sizeof *table);

		link->next = *bucket_of(part);
		*bucket_of(part) = link;
	}
	lines_walk(cpu, pa, va, 1ull << granule_bits);
	for (unsigned index = 0; index < count; index++) {
		uint64_t entry = table->entries[index] = entry_at(pa + index * ENTRY_BYTES);

		if (IS_TABLE(entry, level))
			watch(cpu, table_address(entry, granule_bits), va + ((uint64_t)index << shift_of(level, granule_bits)), level + 1, granule_bits);
	}
}

void tables_watch(unsigned cpu)
{
	for (unsigned upper = 0; upper < 2; upper++) {
		struct half half = half_of(&cores[cpu].translation, upper);

		if (half.is_on && half.granule_bits)
			watch(cpu, half.root & ~((1ull << half.granule_bits) - 1), half.base, first_level(&half), half.granule_bits);
	}
}

static void add_change(struct change change)
{
	if (change_count == change_capacity) {
		change_capacity = change_capacity ? 2 * change_capacity : 64;
		changes = realloc(changes, change_capacity * sizeof *changes);
	}
	changes[change_count++] = change;
	lowest = change.va < lowest ? change.va : lowest;
	highest = change.va + change.bytes - 1 > highest ? change.va + change.bytes - 1 : highest;
	entries_changed++;
}

static void invalidate(unsigned cpu, bool is_shared, uint64_t va, uint64_t last)
{
	if (invalidation_count == invalidation_capacity) {
		invalidation_capacity = invalidation_capacity ? 2 * invalidation_capacity : 64;
		invalidations = realloc(invalidations, invalidation_capacity * sizeof *invalidations);
	}
	invalidations[invalidation_count++] = (struct tlb_invalidation){ .time = tick(), .va = va, .last = last, .core = cpu, .is_shared = is_shared };
}

void tables_invalidate_all(unsigned cpu, bool is_shared) { invalidate(cpu, is_shared, 0, UINT64_MAX); }

void tables_invalidate_va(unsigned cpu, bool is_shared, uint64_t operand)
{
	/* Bits 43:0 are VA[55:12]. */
	uint64_t va = (int64_t)(operand << 20) >> 8;

	invalidate(cpu, is_shared, va, va);
}

void tables_invalidate_range(unsigned cpu, bool is_shared, uint64_t operand)
{
	/* TG, SCALE, NUM and BaseADDR, the signed number of a page (without LPA2). TG 0 is reserved, and a NOP in QEMU. */
	static const unsigned granules[4] = { 0, 12, 14, 16 };
	unsigned granule_bits = granules[operand >> 46 & 3], scale = operand >> 44 & 3;
	uint64_t pages = ((operand >> 39 & 31) + 1) << (5 * scale + 1), va = (uint64_t)((int64_t)(operand << 27) >> 27) << granule_bits;

	if (granule_bits)
		invalidate(cpu, is_shared, va, va + (pages << granule_bits) - 1);
}

/* When the entry's old value was gone from all TLBs that \cpu uses. */
static uint64_t forgotten_from(const struct change *change, unsigned cpu, uint64_t stored, enum missing *missing)
{
	uint64_t best = NEVER;

	*missing = TABLE_INVALIDATE;
	for (size_t index = invalidation_count; index > 0 && invalidations[index - 1].time >= stored; index--) {
		const struct tlb_invalidation *by = &invalidations[index - 1];
		uint64_t time;

		if ((!by->is_shared && by->core != cpu) || by->last < change->va || by->va > change->va + (change->bytes - 1))
			continue;
		*missing = TABLE_INVALIDATE_BARRIER;
		time = barrier_after(by->core, by->time, cpu);
		best = time < best ? time : best;
	}
	return best;
}

/* Whether \cpu may use the entry; if not, what it lacks. */
static bool may_use(const struct change *change, unsigned cpu, enum missing *missing)
{
	uint64_t time = history_first(&cores[change->storer].store_barriers, change->time);
	uint64_t local = change->storer == cpu ? history_first(&cores[cpu].local_barriers, change->time) : NEVER;

	time = local < time ? local : time;
	*missing = TABLE_BARRIER;
	if (time != NEVER && change->was_valid)
		time = forgotten_from(change, cpu, time, missing);
	if (time == NEVER)
		return false;
	*missing = TABLE_SYNCHRONIZE;
	return cores[cpu].synchronized > time;
}

/* Whether a leaf is writable: with DBM, hardware makes it writable where TCR_EL1.HD is set. */
static bool is_writable(uint64_t entry, uint64_t tcr) { return !(entry & LEAF_READ_ONLY) || (entry & LEAF_DBM && tcr & TCR_HD); }

/*
 * Whether an entry that cores share must become invalid between two valid values: rule RWHZWS. Memory types are compared by AttrIndx;
 * whether two read-only pages have the same content isn't checked. Replacing one table with another changes nothing by itself.
 */
static bool needs_break(const struct table *table, uint64_t old, uint64_t entry, uint64_t tcr)
{
	uint64_t pages = OUTPUT_ADDRESS & ~((1ull << shift_of(table->level, table->granule_bits)) - 1);

	if (IS_TABLE(old, table->level) != IS_TABLE(entry, table->level))
		return block_size_support == 0 || (block_size_support == 1 && !((IS_TABLE(old, table->level) ? entry : old) & BLOCK_NT));
	if (IS_TABLE(old, table->level))
		return false;
	if ((old ^ entry) & (LEAF_ATTR_INDEX | LEAF_SHAREABILITY))
		return true;
	if ((old ^ entry) & pages && (is_writable(old, tcr) || is_writable(entry, tcr)))
		return true;
	return (old & LEAF_NON_GLOBAL) && !(entry & LEAF_NON_GLOBAL);
}

/* Whether another core walks the same tables. */
static bool shares(unsigned cpu, unsigned other, unsigned upper)
{
	struct half own = half_of(&cores[cpu].translation, upper), half = half_of(&cores[other].translation, upper);

	return other != cpu && cores[other].is_seen && half.is_on && half.root == own.root;
}

/* Whether a change to an invalid value has reached the TLBs of all other cores that walk the same tables. */
static bool is_forgotten(const struct change *change, unsigned cpu, unsigned upper)
{
	uint64_t stored = history_first(&cores[change->storer].store_barriers, change->time);
	enum missing missing;

	for (unsigned other = 0; other < MAXIMUM_CORES; other++) {
		if (shares(cpu, other, upper) && (stored == NEVER || forgotten_from(change, other, stored, &missing) == NEVER))
			return false;
	}
	return true;
}

/* The entry at \place has become valid: whether it was invalid long enough where rule RWHZWS demands it, gone from every other core. */
static bool is_broken(unsigned cpu, const struct table *table, uint64_t place, uint64_t old, uint64_t entry)
{
	unsigned upper = table->va >> 63;
	uint64_t tcr = cores[cpu].translation.tcr;

	for (unsigned other = 0; IS_VALID(old) && other < MAXIMUM_CORES; other++) {
		if (shares(cpu, other, upper))
			return !needs_break(table, old, entry, tcr);
	}
	for (size_t index = 0; index < change_count; index++) {
		const struct change *change = &changes[index];

		if (change->pa == place && change->was_valid && needs_break(table, change->old, entry, tcr) && !is_forgotten(change, cpu, upper))
			return false;
	}
	return true;
}

void tables_store(unsigned cpu, uint64_t pa, uint64_t bytes, uint64_t pc)
{
	uint64_t time = 0;

	for (uint64_t place = pa & ~7ull; place < pa + bytes; place += ENTRY_BYTES) {
		struct table *table = find_table(place);
		unsigned index = table ? (place - table->pa) / ENTRY_BYTES : 0;
		uint64_t old = table ? table->entries[index] : 0, entry = table ? entry_at(place) : 0;
		unsigned shift;

		if (old == entry)
			continue;
		shift = shift_of(table->level, table->granule_bits);
		table->entries[index] = entry;
		if (IS_VALID(entry) && !is_broken(cpu, table, place, old, entry))
			report_violation(TABLE_BREAK, cpu, table->va + ((uint64_t)index << shift), place, cpu, pc);
		time = time ? time : tick();
		if (IS_VALID(old) || IS_VALID(entry))
			add_change((struct change){
				.va = table->va + ((uint64_t)index << shift),
				.bytes = 1ull << shift,
				.pa = place,
				.time = time,
				.stored_at = pc,
				.old = old,
				.storer = cpu,
				.was_valid = IS_VALID(old),
			});
		if (IS_TABLE(entry, table->level))
			watch(cpu, table_address(entry, table->granule_bits), table->va + ((uint64_t)index << shift), table->level + 1, table->granule_bits);
	}
}

static bool is_done_by_all(const struct change *change)
{
	for (unsigned cpu = 0; cpu < MAXIMUM_CORES; cpu++) {
		if (cores[cpu].is_seen && cores[cpu].translation.is_on && !(change->cores_done >> cpu & 1))
			return false;
	}
	return true;
}

void tables_synchronize(unsigned cpu)
{
	size_t kept = 0;

	lowest = UINT64_MAX;
	highest = 0;
	for (size_t index = 0; index < change_count; index++) {
		struct change *change = &changes[index];
		enum missing missing;

		if (may_use(change, cpu, &missing))
			change->cores_done |= 1ull << cpu;
		if (is_done_by_all(change))
			continue;
		lowest = change->va < lowest ? change->va : lowest;
		highest = change->va + change->bytes - 1 > highest ? change->va + change->bytes - 1 : highest;
		changes[kept++] = *change;
	}
	change_count = kept;
}

void tables_access(unsigned cpu, uint64_t va, uint64_t bytes)
{
	if (va > highest || va + bytes - 1 < lowest || !cores[cpu].is_el1 || !cores[cpu].translation.is_on)
		return;
	for (size_t index = 0; index < change_count; index++) {
		struct change *change = &changes[index];
		enum missing missing;

		if (va + bytes <= change->va || va - change->va >= change->bytes || change->is_reported || (change->cores_done >> cpu & 1)
		    || may_use(change, cpu, &missing))
			continue;
		change->is_reported = true;
		report_violation(missing, cpu, va, change->pa, change->storer, change->stored_at);
	}
}
