/* Names of addresses, from an ELF file. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False, with a message, where the file can't be read. */
bool symbols_load(const char *path);

/* The address of a symbol; false where there is none of that name. */
bool symbols_find(const char *name, size_t length, uint64_t *address);

/* What the file has at an address: its bytes, or NULL. */
const void *symbols_content(uint64_t address, size_t bytes);

/* " (name+0x10)", or "" where nothing is known, for a linked VA or the PA that it was loaded at. */
const char *symbols_name(uint64_t address);

/* PA of the program less the address that it is linked at. */
void symbols_set_load_offset(uint64_t offset);
