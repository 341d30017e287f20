/* What is known of each core. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "events.h"

#define MAXIMUM_CORES 64

/* How EL1 translates: what a walk of its tables needs. */
struct translation {
	bool is_on;		/* SCTLR_EL1.M */
	uint64_t ttbr[2], tcr;
};

/* What a store exclusive accesses. Its status register says afterwards whether it stored. */
struct exclusive {
	uint64_t pa, va, bytes, pc;	/* bytes = 0 where there is none */
	unsigned status;		/* number of the register: 0 where it stored */
};

struct core {
	bool is_seen;		/* it has run an instruction of the program */
	bool must_refresh;	/* it may have changed how it translates, or its exception level */
	bool is_el1;
	bool is_cached;		/* data accesses go through the caches: M and C of its exception level */
	bool fetches_cached;	/* instruction fetches do: I */
	struct translation translation;
	struct exclusive exclusive;
	uint64_t last_va;
	uint64_t synchronized;	/* its last context synchronisation event */
	struct history barriers;	/* DSB, inner shareable or wider */
	struct history store_barriers;	/* the same, and those for stores only */
	struct history local_barriers;	/* DSB of any domain */
	struct history invalidations;	/* IC IALLU */
};

extern struct core cores[MAXIMUM_CORES];

/* IC IALLUIS, and who issued each. */
struct shared_event {
	uint64_t time;
	unsigned core;
};

extern struct shared_event *shared_invalidations;
extern size_t shared_invalidation_count;
void add_shared_invalidation(unsigned core, uint64_t time);

/* Registers are looked up by name, once. Zero for a name that the CPU doesn't have. */
void core_registers(unsigned cpu);
uint64_t core_register(unsigned cpu, const char *name);
uint64_t core_general_register(unsigned cpu, unsigned number);

/* Derives its fields from the registers again. In: a core that is running. */
void core_refresh(unsigned cpu);

/* The first DSB of \issuer from \time on that counts for \cpu: any of its own, of another core an inner shareable one. NEVER where there is none. */
uint64_t barrier_after(unsigned issuer, uint64_t time, unsigned cpu);
