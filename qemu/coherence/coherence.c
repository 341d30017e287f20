/*
 * A model of caches that aren't coherent by themselves, as a QEMU plugin. TCG has no caches: it runs code that was just stored, whatever
 * maintenance is missing. This models what the architecture demands (Arm ARM DDI 0487, "Caches and memory hierarchy" and "TLB
 * maintenance requirements"), for any AArch64 program at EL1. README.md has the rules and the options.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "a64.h"
#include "core.h"
#include "lines.h"
#include "qemu_plugin.h"
#include "report.h"
#include "symbols.h"
#include "tables.h"

#define START_BYTES 16
#define PAGE_BYTES 4096
#define HALF_BIT 55

PLUGIN_EXPORT int qemu_plugin_version = PLUGIN_VERSION;

/* Instructions that QEMU translates as one block. Never freed. */
struct block {
	uint64_t va;
	const uint8_t *host;
	unsigned words;
	bool is_start;
};

struct instruction {
	uint64_t va;
	uint32_t word;
	enum a64_kind kind;
};

/*
 * Each core is a QEMU thread, and the mutex lets one into the model at a time. An access is reported after it was made and before the
 * core's next one, so a core that has seen a flag finds in the model all that happened before the flag was set. (With thread=single all
 * cores report the number of the one that ran a block first: QEMU 10.0 translates that number as a constant.)
 */
static pthread_mutex_t model = PTHREAD_MUTEX_INITIALIZER;

static const char *start_names;
static const uint8_t *host_of_pa_0;
static bool is_started;

/* ---- where the program starts: what runs before that is firmware, and isn't judged */

static bool is_start(uint64_t va, const uint8_t *host)
{
	if (!start_names)
		return true;
	for (const char *name = start_names; *name;) {
		size_t length = strcspn(name, "+");
		const void *content;
		uint64_t address;

		if (symbols_find(name, length, &address) && (address ^ va) % PAGE_BYTES == 0 && (content = symbols_content(address, START_BYTES))
		    && memcmp(content, host, START_BYTES) == 0) {
			symbols_set_load_offset(va - address);
			return true;
		}
		name += length + (name[length] == '+');
	}
	return false;
}

/* False, with a message, where a name isn't one of the ELF file's. */
static bool check_start_names(void)
{
	for (const char *name = start_names; name && *name;) {
		size_t length = strcspn(name, "+");
		uint64_t address;

		if (!symbols_find(name, length, &address)) {
			fprintf(stderr, "coherence: start=%s: %.*s is no symbol of the ELF file (elf=)\n", start_names, (int)length, name);
			return false;
		}
		name += length + (name[length] == '+');
	}
	return true;
}

static bool start(unsigned cpu, const struct block *block)
{
	static bool is_refused;

	if (is_refused || !block->is_start)
		return false;
	is_refused = !lines_initialize(core_register(cpu, "CTR_EL0"), core_register(cpu, "CLIDR"));
	/* At a program's start VA and PA are equal: the MMU is off, or UEFI maps them so. */
	host_of_pa_0 = block->host - block->va;
	tables_initialize(host_of_pa_0, core_register(cpu, "ID_AA64MMFR2_EL1"));
	is_started = !is_refused;
	return is_started;
}

/* ---- what the guest does */

static void store(unsigned cpu, uint64_t pa, uint64_t va, uint64_t bytes, uint64_t pc)
{
	lines_store(cpu, pa, va, bytes, pc);
	tables_store(cpu, pa, bytes, pc);
}

/* QEMU reports a store exclusive that failed, having lost its monitor to another core, like one that stored. */
static void settle(unsigned cpu)
{
	struct exclusive exclusive = cores[cpu].exclusive;

	if (exclusive.bytes == 0)
		return;
	cores[cpu].exclusive.bytes = 0;
	if ((uint32_t)core_general_register(cpu, exclusive.status) == 0)
		store(cpu, exclusive.pa, exclusive.va, exclusive.bytes, exclusive.pc);
}

static void execute(unsigned cpu, const struct block *block)
{
	struct core *core = &cores[cpu];

	if (!is_started && !start(cpu, block))
		return;
	settle(cpu);
	if (!core->is_seen) {
		core->is_seen = core->must_refresh = true;
		core->synchronized = tick();
	}
	if (core->must_refresh || (core->last_va ^ block->va) >> HALF_BIT & 1) {
		struct translation before = core->translation;

		core_refresh(cpu);
		if (memcmp(&before, &core->translation, sizeof before) != 0)
			tables_watch(cpu);
	}
	core->last_va = block->va;
	tables_access(cpu, block->va, 4ull * block->words);
	lines_fetch(cpu, block->host - host_of_pa_0, block->va, block->words);
}

static void access_memory(unsigned cpu, plugin_meminfo info, uint64_t va, const struct instruction *instruction)
{
	struct qemu_plugin_hwaddr *address = qemu_plugin_get_hwaddr(info, va);
	uint64_t bytes = 1ull << qemu_plugin_mem_size_shift(info), pa;

	tables_access(cpu, va, bytes);
	if (!address || qemu_plugin_hwaddr_is_io(address))
		return;
	pa = qemu_plugin_hwaddr_phys_addr(address);
	if (instruction->kind == A64_STORE_EXCLUSIVE)
		cores[cpu].exclusive = (struct exclusive){
			.pa = pa, .va = va, .bytes = bytes, .pc = instruction->va, .status = a64_rs(instruction->word) };
	else if (qemu_plugin_mem_is_store(info))
		store(cpu, pa, va, bytes, instruction->va);
	else
		lines_load(cpu, pa, va, bytes);
}

/* Stores that QEMU doesn't report to plugins. The data isn't in memory yet, so entries of page tables in it aren't compared. */
static void fill(unsigned cpu, const struct instruction *instruction, uint64_t va, uint64_t bytes)
{
	for (uint64_t end = va + bytes; va < end;) {
		uint64_t part = PAGE_BYTES - va % PAGE_BYTES < end - va ? PAGE_BYTES - va % PAGE_BYTES : end - va, pa;

		if (tables_translate(cpu, va, &pa))
			lines_store(cpu, pa, va, part, instruction->va);
		va += part;
	}
}

static void maintain(unsigned cpu, const struct instruction *instruction)
{
	uint64_t va = core_general_register(cpu, a64_rd(instruction->word)), pa;

	tables_access(cpu, va, 1);
	if (!tables_translate(cpu, va, &pa))
		return;
	switch (instruction->kind) {
	case A64_DC_CLEAN_POU:
	case A64_DC_CLEAN_POC:
		lines_clean(cpu, pa, instruction->kind == A64_DC_CLEAN_POC);
		break;
	case A64_DC_CLEAN_DISCARD:
		lines_clean(cpu, pa, true);
		lines_discard(pa);
		break;
	case A64_DC_DISCARD:
		lines_discard(pa);
		break;
	case A64_DC_ZERO:
		fill(cpu, instruction, va & ~(uint64_t)(caches.data_line - 1), caches.data_line);
		break;
	default:
		lines_invalidate(cpu, pa, va);
		break;
	}
}

static void order(unsigned cpu, const struct instruction *instruction)
{
	struct core *core = &cores[cpu];
	uint64_t now;

	switch (instruction->kind) {
	case A64_DSB:
		now = tick();
		history_add(&core->barriers, now);
		history_add(&core->store_barriers, now);
		history_add(&core->local_barriers, now);
		break;
	case A64_DSB_STORES:
		history_add(&core->store_barriers, tick());
		break;
	case A64_DSB_LOCAL:
		history_add(&core->local_barriers, tick());
		break;
	case A64_ERET:
		core->must_refresh = true;
		/* An exception return synchronises too. */
		__attribute__((fallthrough));
	case A64_ISB:
		core->synchronized = tick();
		tables_synchronize(cpu);
		break;
	case A64_TRANSLATION:
		core->must_refresh = true;
		break;
	case A64_IC_ALL:
		history_add(&core->invalidations, tick());
		break;
	case A64_IC_ALL_SHARED:
		add_shared_invalidation(cpu, tick());
		break;
	case A64_TLBI_ALL:
	case A64_TLBI_ALL_SHARED:
		tables_invalidate_all(cpu, instruction->kind == A64_TLBI_ALL_SHARED);
		break;
	case A64_TLBI_VA:
	case A64_TLBI_VA_SHARED:
		tables_invalidate_va(cpu, instruction->kind == A64_TLBI_VA_SHARED, core_general_register(cpu, a64_rd(instruction->word)));
		break;
	case A64_TLBI_RANGE:
	case A64_TLBI_RANGE_SHARED:
		tables_invalidate_range(cpu, instruction->kind == A64_TLBI_RANGE_SHARED, core_general_register(cpu, a64_rd(instruction->word)));
		break;
	case A64_FILL:
		fill(cpu, instruction, core_general_register(cpu, a64_rd(instruction->word)), core_general_register(cpu, a64_rn(instruction->word)));
		break;
	case A64_DC_BY_SET_WAY:
		report_refusal("DC by set and way, which no other core sees: clean by VA");
		break;
	default:
		maintain(cpu, instruction);
		break;
	}
}

/* ---- QEMU */

static void on_block(unsigned cpu, void *data)
{
	pthread_mutex_lock(&model);
	if (cpu < MAXIMUM_CORES)
		execute(cpu, data);
	pthread_mutex_unlock(&model);
}

static void on_memory(unsigned cpu, plugin_meminfo info, uint64_t va, void *data)
{
	pthread_mutex_lock(&model);
	if (is_started && cpu < MAXIMUM_CORES)
		access_memory(cpu, info, va, data);
	pthread_mutex_unlock(&model);
}

/* Cores that spin would take the mutex more often than the core that they wait for. */
static void on_wait(unsigned cpu, void *data)
{
	static const struct timespec turn = { .tv_nsec = 100000 };

	(void)cpu;
	(void)data;
	nanosleep(&turn, NULL);
}

static void on_exclusive_done(unsigned cpu, void *data)
{
	(void)data;
	pthread_mutex_lock(&model);
	if (cpu < MAXIMUM_CORES)
		settle(cpu);
	pthread_mutex_unlock(&model);
}

static void on_instruction(unsigned cpu, void *data)
{
	pthread_mutex_lock(&model);
	if (is_started && cpu < MAXIMUM_CORES)
		order(cpu, data);
	pthread_mutex_unlock(&model);
}

static void on_translation(plugin_id id, struct qemu_plugin_tb *translated)
{
	struct block *block = malloc(sizeof *block);
	struct qemu_plugin_insn *first = qemu_plugin_tb_get_insn(translated, 0);
	enum a64_kind previous = A64_OTHER;

	(void)id;
	*block = (struct block){
		.va = qemu_plugin_insn_vaddr(first),
		.host = qemu_plugin_insn_haddr(first),
		.words = qemu_plugin_tb_n_insns(translated),
	};
	block->is_start = !is_started && is_start(block->va, block->host);
	/* Firmware runs at full speed. */
	if (!is_started && !block->is_start) {
		free(block);
		return;
	}
	qemu_plugin_register_vcpu_tb_exec_cb(translated, on_block, CB_READS_REGISTERS, block);
	for (unsigned index = 0; index < block->words; index++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(translated, index);
		struct instruction *instruction = malloc(sizeof *instruction);

		*instruction = (struct instruction){ .va = qemu_plugin_insn_vaddr(insn) };
		qemu_plugin_insn_data(insn, &instruction->word, sizeof instruction->word);
		instruction->kind = a64_classify(instruction->word);
		if (previous == A64_STORE_EXCLUSIVE)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_exclusive_done, CB_READS_REGISTERS, NULL);
		if (instruction->kind == A64_WAIT)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_wait, CB_NO_REGISTERS, NULL);
		else if (instruction->kind != A64_OTHER && instruction->kind != A64_STORE_EXCLUSIVE)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, CB_READS_REGISTERS, instruction);
		qemu_plugin_register_vcpu_mem_cb(insn, on_memory, CB_READS_REGISTERS, MEMORY_READ | MEMORY_WRITE, instruction);
		previous = instruction->kind;
	}
}

static void on_cpu(plugin_id id, unsigned cpu)
{
	(void)id;
	if (cpu >= MAXIMUM_CORES)
		report_refusal("more than 64 cores");
	else
		core_registers(cpu);
}

static void on_exit_of_qemu(plugin_id id, void *data)
{
	struct summary summary = { .stored_words_executed = stored_words_executed, .entries_changed = entries_changed };
	int code = report_summary(&summary, is_started);

	(void)id;
	(void)data;
	if (code != 0) {
		fflush(NULL);
		_exit(code);
	}
}

PLUGIN_EXPORT int qemu_plugin_install(plugin_id id, const struct plugin_info *info, int argc, char **argv)
{
	if (strcmp(info->target_name, "aarch64") != 0 || !info->is_system) {
		fprintf(stderr, "coherence: for qemu-system-aarch64 only\n");
		return 1;
	}
	for (int index = 0; index < argc; index++) {
		if (strncmp(argv[index], "elf=", 4) == 0) {
			if (!symbols_load(argv[index] + 4))
				return 1;
		} else if (strncmp(argv[index], "start=", 6) == 0) {
			start_names = argv[index] + 6;
		} else {
			fprintf(stderr, "coherence: %s: no such option; there are elf=FILE and start=SYMBOL+SYMBOL...\n", argv[index]);
			return 1;
		}
	}
	if (!check_start_names())
		return 1;
	qemu_plugin_register_vcpu_init_cb(id, on_cpu);
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	qemu_plugin_register_atexit_cb(id, on_exit_of_qemu, NULL);
	return 0;
}
