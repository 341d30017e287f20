/* Times of events: a counter that each modelled event advances. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define NEVER UINT64_MAX

/* Times in ascending order. */
struct history {
	uint64_t *times;
	size_t count, capacity;
};

/* The time of an event that happens now, later than all before it. */
uint64_t tick(void);

void history_add(struct history *history, uint64_t time);

/* The first time that isn't before \time, or NEVER. */
uint64_t history_first(const struct history *history, uint64_t time);
