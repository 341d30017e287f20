/*
 * What is used here of QEMU's plugin interface, version 4, declared by hand: no package has its header. The functions, and GLib's,
 * are found in the QEMU process.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLUGIN_EXPORT __attribute__((visibility("default")))
#define PLUGIN_VERSION 4

typedef uint64_t plugin_id;
typedef uint32_t plugin_meminfo;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_plugin_hwaddr;
struct qemu_plugin_register;

struct plugin_info {
	const char *target_name;
	struct {
		int minimum, current;
	} version;
	bool is_system;
	int cpus, maximum_cpus;
};

enum { CB_NO_REGISTERS, CB_READS_REGISTERS };
enum { MEMORY_READ = 1, MEMORY_WRITE = 2 };

struct plugin_register_descriptor {
	struct qemu_plugin_register *handle;
	const char *name;
	const char *feature;
};

typedef struct {
	char *data;
	unsigned length;
} GArray;

typedef struct {
	uint8_t *data;
	unsigned length;
} GByteArray;

extern GByteArray *g_byte_array_new(void);
extern GByteArray *g_byte_array_set_size(GByteArray *array, unsigned length);

extern GArray *qemu_plugin_get_registers(void);
extern int qemu_plugin_read_register(struct qemu_plugin_register *handle, GByteArray *value);

extern void qemu_plugin_register_vcpu_init_cb(plugin_id id, void (*run)(plugin_id id, unsigned cpu));
extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*run)(plugin_id id, struct qemu_plugin_tb *block));
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, void (*run)(unsigned cpu, void *data), int flags, void *data);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, void (*run)(unsigned cpu, void *data), int flags, void *data);
extern void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, void (*run)(unsigned cpu, plugin_meminfo info, uint64_t va, void *data),
					     int flags, int accesses, void *data);
extern void qemu_plugin_register_atexit_cb(plugin_id id, void (*run)(plugin_id id, void *data), void *data);

extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
extern void *qemu_plugin_insn_haddr(const struct qemu_plugin_insn *insn);
extern size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *data, size_t bytes);

extern bool qemu_plugin_mem_is_store(plugin_meminfo info);
extern unsigned qemu_plugin_mem_size_shift(plugin_meminfo info);
extern struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(plugin_meminfo info, uint64_t va);
extern bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *address);
extern uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *address);
