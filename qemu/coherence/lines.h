/*
 * Lines of memory, by PA: how each was stored to, and what has been done since to make that visible. Lines have 64 bytes; a cache with
 * larger ones maintains several at once.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define LINE_BYTES 64
#define LINE_WORDS (LINE_BYTES / 4)

/* What CTR_EL0 and CLIDR_EL1 promise: set before anything else. */
struct caches {
	bool needs_clean, needs_invalidate; /* IDC, DIC are zero */
	bool code_by_va;		    /* L1Ip: IC IVAU reaches what was fetched at its own VA, not at others (VIPT) */
	unsigned data_line, code_line;	    /* bytes */
};

/* Call once. False, with a message, where the CPU's lines are smaller than the modelled ones. */
bool lines_initialize(uint64_t ctr_el0, uint64_t clidr_el1);
extern struct caches caches;

/* \cpu stores or loads \bytes at \pa by the instruction at \pc, which sees them at \va. */
void lines_store(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes, uint64_t pc);
void lines_load(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes);

/* DC and IC by VA, of the line that holds \pa. */
void lines_clean(unsigned cpu, uint64_t pa, bool to_poc);
void lines_discard(uint64_t pa);
void lines_invalidate(unsigned cpu, uint64_t pa, uint64_t va);

/* \cpu executes \words words at \pa, which is \va to it. */
void lines_fetch(unsigned cpu, uint64_t pa, uint64_t va, unsigned words);

/* A page table is walked by the caches: has it been stored to around them? */
void lines_walk(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes);

/* How many different words were stored and then executed. */
extern uint64_t stored_words_executed;
