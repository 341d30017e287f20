#include "events.h"

#include <stdlib.h>

uint64_t tick(void)
{
	static uint64_t now;

	return ++now;
}

void history_add(struct history *history, uint64_t time)
{
	if (history->count == history->capacity) {
		history->capacity = history->capacity ? 2 * history->capacity : 64;
		history->times = realloc(history->times, history->capacity * sizeof *history->times);
	}
	history->times[history->count++] = time;
}

uint64_t history_first(const struct history *history, uint64_t time)
{
	size_t low = 0, high = history->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (history->times[middle] < time)
			low = middle + 1;
		else
			high = middle;
	}
	return low < history->count ? history->times[low] : NEVER;
}
