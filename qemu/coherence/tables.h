/*
 * EL1's page tables: found from TTBR0_EL1 and TTBR1_EL1, and kept up to date by watching the stores into them. Granules of 4, 16 and 64 KiB,
 * VAs of up to 48 bits.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core.h"

/* Before anything else. Where QEMU keeps the guest's RAM: host address of the PA 0; ID_AA64MMFR2_EL1, whose BBM lets blocks become tables. */
void tables_initialize(const uint8_t *host_of_pa_0, uint64_t id_aa64mmfr2_el1);

/* PA of a VA as \cpu translates it now; false where it isn't mapped. */
bool tables_translate(unsigned cpu, uint64_t va, uint64_t *pa);

/* \cpu has turned translation on or changed its tables: those are watched from now on. */
void tables_watch(unsigned cpu);

/* \cpu has stored \bytes at \pa. */
void tables_store(unsigned cpu, uint64_t pa, uint64_t bytes, uint64_t pc);

/* TLBI: of everything; of the page or block that holds a VA, or of a range of VAs, both as the instruction's register has it. */
void tables_invalidate_all(unsigned cpu, bool is_shared);
void tables_invalidate_va(unsigned cpu, bool is_shared, uint64_t operand);
void tables_invalidate_range(unsigned cpu, bool is_shared, uint64_t operand);

/* ISB, or what does the same. */
void tables_synchronize(unsigned cpu);

/* \cpu accesses [va, va + bytes), as data or as code. */
void tables_access(unsigned cpu, uint64_t va, uint64_t bytes);

extern uint64_t entries_changed;
