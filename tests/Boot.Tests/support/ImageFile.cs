using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>A raw Image and what its ELF file says of it.</summary>
internal sealed class ImageFile
{
    /// <summary>VA of the first byte.</summary>
    public const ulong VirtualBase = 0xffff_8000_8000_0000;

    /// <summary>PA at which QEMU's virt puts it.</summary>
    public const ulong LoadAddress = 0x4020_0000;

    private const int WordBytes = sizeof(uint);

    private static readonly Lazy<ImageFile> s_built = new(() => Load(Repository.PathOf("out")));
    private static readonly Lazy<ImageFile> s_guest = new(() => Load(Repository.PathOf("out", "guest")));

    private readonly CodeFunctions _functions;

    private ImageFile(string path, byte[] bytes, ElfFile elf)
    {
        _functions = new CodeFunctions(elf);
        Path = path;
        Bytes = bytes;
        Elf = elf;
        Table = AltTable.Of(elf).Entries;
    }

    /// <summary>out/Image; wants <see cref="ImageFixture"/>.</summary>
    public static ImageFile Built => s_built.Value;

    /// <summary>out/guest/Image; wants <see cref="GuestFixture"/>.</summary>
    public static ImageFile Guest => s_guest.Value;

    public string Path { get; }

    public byte[] Bytes { get; }

    public ElfFile Elf { get; }

    public IReadOnlyList<AltEntry> Table { get; }

    public ElfSection Text => Section(".text");

    /// <summary>How much of it nothing but patching may change: text, read-only data and the table, in bytes.</summary>
    public int ConstantBytes => (int)(Section(".data").Address - VirtualBase);

    public static ImageFile Load(string folder)
    {
        string path = System.IO.Path.Combine(folder, "Image");
        return new ImageFile(path, File.ReadAllBytes(path), ElfFile.Load(System.IO.Path.Combine(folder, "baremetal.elf")));
    }

    public ElfSection Section(string name) => Elf.FindSection(name) ?? throw Elf.Bad($"no section {name}", "Link again: make image");

    /// <summary>The first function of a name, readable or the symbol of assembly.</summary>
    public CodeFunction Function(string name)
    {
        for (ulong address = Text.Address; address < Text.Address + Text.Size;)
        {
            CodeFunction? function = _functions.Find(address);
            if (function?.Name == name)
            {
                return function;
            }

            address = function?.End ?? address + WordBytes;
        }

        throw new InvalidOperationException($"{Path} has no function {name}");
    }

    /// <summary>A VA as the guest's log has it: function and offset, or the bare address outside of the text.</summary>
    public string Place(ulong address)
    {
        CodeFunction? function = _functions.Find(address);
        return function is null ? $"0x{address:x}" : $"{function.Name}+0x{address - function.Start:x}";
    }

    /// <summary>Words of the Image at a VA.</summary>
    public IReadOnlyList<uint> Words(ulong address, int count)
    {
        uint[] words = new uint[count];
        for (int index = 0; index < count; index++)
        {
            words[index] = Word(Bytes, address + (ulong)(index * WordBytes));
        }

        return words;
    }

    /// <summary>The word at a VA, in bytes that start as the Image does.</summary>
    public static uint Word(ReadOnlySpan<byte> image, ulong address) => BinaryPrimitives.ReadUInt32LittleEndian(image[Offset(address)..]);

    public static void SetWord(Span<byte> image, ulong address, uint word) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image[Offset(address)..], word);

    /// <summary>Every word in which memory differs from what is expected of it.</summary>
    public IEnumerable<string> Differences(byte[] expected, byte[] memory)
    {
        for (int offset = 0; offset < memory.Length; offset += WordBytes)
        {
            ulong address = VirtualBase + (ulong)offset;
            (uint want, uint have) = (Word(expected, address), Word(memory, address));
            if (want != have)
            {
                yield return $"0x{address:x} ({Section(address)}): 0x{have:x8} in memory, 0x{want:x8} expected";
            }
        }
    }

    private static int Offset(ulong address) => checked((int)(address - VirtualBase));

    private string Section(ulong address)
    {
        foreach (ElfSection section in Elf.Sections)
        {
            if (section.IsAllocated && section.Contains(address, WordBytes))
            {
                return section.Name;
            }
        }

        return "between sections";
    }
}
