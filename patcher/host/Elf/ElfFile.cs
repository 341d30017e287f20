using System;
using System.Collections.Generic;
using System.IO;

namespace BareMetal.AltTool.Elf;

/// <summary>The sections, symbols and relocations of an ELF64 little-endian AArch64 file, object or linked.</summary>
internal sealed class ElfFile
{
    private readonly ElfReader _reader;
    private readonly ElfSection[] _sections;
    private readonly ElfSymbol[] _symbols;
    private Dictionary<string, ElfSymbol>? _defined;

    private ElfFile(string path, ReadOnlyMemory<byte> file)
    {
        Path = path;
        _reader = new ElfReader(path, file);
        _reader.CheckHeader();
        _sections = _reader.ReadSections();
        _symbols = _reader.ReadSymbols(_sections);
    }

    public string Path { get; }

    public IReadOnlyList<ElfSection> Sections => _sections;

    public IReadOnlyList<ElfSymbol> Symbols => _symbols;

    public static ElfFile Load(string path) => new(path, File.ReadAllBytes(path));

    /// <param name="path">What messages call the file.</param>
    /// <param name="file">The bytes of the file.</param>
    public static ElfFile Parse(string path, ReadOnlyMemory<byte> file) => new(path, file);

    public ElfSection? FindSection(string name) => Array.Find(_sections, s => s.Name == name);

    /// <summary>The defined symbol of that name, the global one where there is a choice.</summary>
    public ElfSymbol? FindSymbol(string name)
    {
        _defined ??= IndexDefined();
        return _defined.TryGetValue(name, out ElfSymbol symbol) ? symbol : null;
    }

    /// <summary>The value of a symbol that the linker script must have defined.</summary>
    public ulong RequireSymbol(string name) =>
        FindSymbol(name)?.Value ?? throw Bad($"symbol '{name}' isn't defined", "Define it in linker-scripts/image.ld and link again");

    /// <summary>The relocations that apply to <paramref name="section"/>, in file order.</summary>
    public List<ElfRelocation> RelocationsOf(ElfSection section)
    {
        var relocations = new List<ElfRelocation>();
        foreach (ElfSection table in _sections)
        {
            if (table.Type == ElfSectionType.RelocationsWithAddends && table.Info == (uint)section.Index)
            {
                _reader.ReadRelocations(table, _symbols.Length, relocations);
            }
        }

        return relocations;
    }

    /// <summary>The bytes at a virtual address of a linked file, or an error that names the range.</summary>
    public ReadOnlySpan<byte> ReadAt(ulong address, ulong bytes)
    {
        foreach (ElfSection section in _sections)
        {
            if (section.IsAllocated && section.Type == ElfSectionType.ProgramBits && section.Contains(address, bytes))
            {
                return section.Data.Span.Slice((int)(address - section.Address), (int)bytes);
            }
        }

        throw Bad($"0x{address:x} (+{bytes} bytes) is in no section with contents", "Link again: make image");
    }

    public ElfException Bad(string reason, string remedy) => new(Path, reason, remedy);

    private Dictionary<string, ElfSymbol> IndexDefined()
    {
        var index = new Dictionary<string, ElfSymbol>(_symbols.Length, StringComparer.Ordinal);
        foreach (ElfSymbol symbol in _symbols)
        {
            bool isDefined = symbol.Name.Length != 0 && !symbol.IsUndefined;
            if (isDefined && (symbol.IsGlobal || !index.ContainsKey(symbol.Name)))
            {
                index[symbol.Name] = symbol;
            }
        }

        return index;
    }
}
