#include "core.h"

#include <stdlib.h>
#include <string.h>

#include "qemu_plugin.h"

#define GENERAL_REGISTERS 31
#define CPSR_EL(cpsr) ((cpsr) >> 2 & 3)
#define SCTLR_M 1u
#define SCTLR_C (1u << 2)
#define SCTLR_I (1u << 12)

struct core cores[MAXIMUM_CORES];
struct shared_event *shared_invalidations;
size_t shared_invalidation_count;

static GArray *registers[MAXIMUM_CORES];

void add_shared_invalidation(unsigned core, uint64_t time)
{
	static size_t capacity;

	if (shared_invalidation_count == capacity) {
		capacity = capacity ? 2 * capacity : 64;
		shared_invalidations = realloc(shared_invalidations, capacity * sizeof *shared_invalidations);
	}
	shared_invalidations[shared_invalidation_count++] = (struct shared_event){ .time = time, .core = core };
}

void core_registers(unsigned cpu) { registers[cpu] = qemu_plugin_get_registers(); }

uint64_t core_register(unsigned cpu, const char *name)
{
	static GByteArray *value;
	const struct plugin_register_descriptor *descriptors = (void *)registers[cpu]->data;
	uint64_t number = 0;

	if (!value)
		value = g_byte_array_new();
	for (unsigned index = 0; index < registers[cpu]->length; index++) {
		if (strcmp(descriptors[index].name, name) == 0) {
			g_byte_array_set_size(value, 0);
			qemu_plugin_read_register(descriptors[index].handle, value);
			memcpy(&number, value->data, value->length < sizeof number ? value->length : sizeof number);
			break;
		}
	}
	return number;
}

uint64_t core_general_register(unsigned cpu, unsigned number)
{
	static const char *const names[GENERAL_REGISTERS] = {
		"x0",  "x1",  "x2",  "x3",  "x4",  "x5",  "x6",	 "x7",	"x8",  "x9",  "x10", "x11", "x12", "x13", "x14", "x15",
		"x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "x30",
	};

	return number < GENERAL_REGISTERS ? core_register(cpu, names[number]) : 0;
}

void core_refresh(unsigned cpu)
{
	/* QEMU gives SCTLR_EL1 the name of its AArch32 register. */
	static const char *const sctlr_names[] = { "SCTLR", "SCTLR", "SCTLR_EL2", "SCTLR_EL3" };
	struct core *core = &cores[cpu];
	unsigned el = CPSR_EL(core_register(cpu, "cpsr"));
	uint64_t sctlr = core_register(cpu, sctlr_names[el]);

	core->must_refresh = false;
	core->is_el1 = el <= 1;
	core->is_cached = (sctlr & SCTLR_M) && (sctlr & SCTLR_C);
	core->fetches_cached = sctlr & SCTLR_I;
	core->translation = (struct translation){
		.is_on = core_register(cpu, "SCTLR") & SCTLR_M,
		.ttbr = { core_register(cpu, "TTBR0_EL1"), core_register(cpu, "TTBR1_EL1") },
		.tcr = core_register(cpu, "TCR_EL1"),
	};
}

uint64_t barrier_after(unsigned issuer, uint64_t time, unsigned cpu)
{
	return history_first(issuer == cpu ? &cores[issuer].local_barriers : &cores[issuer].barriers, time);
}
