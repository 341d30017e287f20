#include "symbols.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct symbol {
	uint64_t address;
	const char *name;
};

static uint8_t *file;
static size_t file_bytes;
static struct symbol *symbols;
static size_t symbol_count;
static uint64_t load_offset;

static int by_address(const void *left, const void *right)
{
	const struct symbol *a = left, *b = right;

	return a->address < b->address ? -1 : a->address > b->address;
}

static bool holds(uint64_t offset, uint64_t bytes) { return offset <= file_bytes && bytes <= file_bytes - offset; }

static bool read_file(const char *path)
{
	FILE *stream = fopen(path, "rb");
	bool is_read;

	if (!stream)
		return false;
	fseek(stream, 0, SEEK_END);
	file_bytes = ftell(stream);
	rewind(stream);
	file = malloc(file_bytes);
	is_read = fread(file, 1, file_bytes, stream) == file_bytes;
	fclose(stream);
	return is_read && file_bytes >= sizeof(Elf64_Ehdr) && memcmp(file, ELFMAG, SELFMAG) == 0 && file[EI_CLASS] == ELFCLASS64;
}

static void read_symbols(const Elf64_Shdr *table, const Elf64_Shdr *names)
{
	const Elf64_Sym *entries = (const void *)(file + table->sh_offset);
	size_t count = table->sh_size / sizeof *entries;

	symbols = malloc(count * sizeof *symbols);
	for (size_t index = 0; index < count; index++) {
		unsigned type = ELF64_ST_TYPE(entries[index].st_info);
		const char *name = (const char *)file + names->sh_offset + entries[index].st_name;

		if (entries[index].st_shndx != SHN_UNDEF && entries[index].st_shndx < SHN_LORESERVE && type != STT_SECTION && type != STT_FILE
		    && entries[index].st_name < names->sh_size && name[0] != '$' && name[0] != '.' && name[0] != '\0')
			symbols[symbol_count++] = (struct symbol){ .address = entries[index].st_value, .name = name };
	}
	qsort(symbols, symbol_count, sizeof *symbols, by_address);
}

bool symbols_load(const char *path)
{
	const Elf64_Ehdr *header;
	const Elf64_Shdr *sections;

	if (!read_file(path)) {
		fprintf(stderr, "coherence: elf=%s: no ELF file of 64 bits that can be read\n", path);
		return false;
	}
	header = (const void *)file;
	sections = (const void *)(file + header->e_shoff);
	for (unsigned index = 0; holds(header->e_shoff, (uint64_t)header->e_shnum * sizeof *sections) && index < header->e_shnum; index++) {
		const Elf64_Shdr *section = &sections[index];

		if (section->sh_type == SHT_SYMTAB && section->sh_link < header->e_shnum && holds(section->sh_offset, section->sh_size)
		    && holds(sections[section->sh_link].sh_offset, sections[section->sh_link].sh_size))
			read_symbols(section, &sections[section->sh_link]);
	}
	return true;
}

bool symbols_find(const char *name, size_t length, uint64_t *address)
{
	for (size_t index = 0; index < symbol_count; index++) {
		if (strncmp(symbols[index].name, name, length) == 0 && symbols[index].name[length] == '\0') {
			*address = symbols[index].address;
			return true;
		}
	}
	return false;
}

const void *symbols_content(uint64_t address, size_t bytes)
{
	const Elf64_Ehdr *header = (const void *)file;
	const Elf64_Phdr *segments = (const void *)(file + header->e_phoff);

	for (unsigned index = 0; holds(header->e_phoff, (uint64_t)header->e_phnum * sizeof *segments) && index < header->e_phnum; index++) {
		const Elf64_Phdr *segment = &segments[index];

		if (segment->p_type == PT_LOAD && address >= segment->p_vaddr && address + bytes <= segment->p_vaddr + segment->p_filesz
		    && holds(segment->p_offset, segment->p_filesz))
			return file + segment->p_offset + (address - segment->p_vaddr);
	}
	return NULL;
}

const char *symbols_name(uint64_t address)
{
	static char texts[4][128];
	static unsigned next;
	char *text = texts[next++ % 4];
	size_t low = 0, high = symbol_count;

	if (symbol_count == 0)
		return "";
	if (address < symbols[0].address)
		address -= load_offset;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbols[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || address > symbols[symbol_count - 1].address + 4096)
		return "";
	snprintf(text, sizeof texts[0], " (%s+0x%llx)", symbols[low - 1].name, (unsigned long long)(address - symbols[low - 1].address));
	return text;
}

void symbols_set_load_offset(uint64_t offset) { load_offset = offset; }
