using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// An input of the target <c>table</c>: eight bytes that choose the surroundings, the table as it lies in an image, the first words of the
/// text. Words that it doesn't give are ADD instructions, all different.
/// </summary>
internal sealed class TableInput
{
    public const int HeaderBytes = 8;
    public const int MaximumTableBytes = 512;
    public const int MaximumTextWords = 256;

    private const uint AddImmediate = 0x9100_0000;

    // Where an image lies, where nothing is above it, and where nothing is below.
    private static readonly ulong[] s_textStarts = [0xffff_8000_8000_0000, 0xffff_8000_8000_0ffc, 0xffff_ffff_ffff_f000, 0];

    private static readonly CpuCap[] s_capabilities =
    [
        CpuCap.AlwaysBoot, CpuCap.AlwaysSystem, CpuCap.HasLseAtomics, CpuCap.HasRng, CpuCap.HasAddressAuth, CpuCap.HasS1Pie,
        CpuCap.Workaround843419, CpuCap.SpectreBhb, CpuCap.HasMops, CpuCap.HasCrc32, (CpuCap)(CpuCaps.Count - 1), CpuCap.Mte,
    ];

    private readonly byte[] _table = new byte[MaximumTableBytes];
    private readonly uint[] _words = new uint[MaximumTextWords];
    private int _wordCount;

    /// <summary>What goes wrong.</summary>
    public TableFault Fault { get; private set; }

    /// <summary>Which store or word it hits.</summary>
    public int FaultAt { get; private set; }

    /// <summary>Whether the table is before the text, not after it.</summary>
    public bool IsTableFirst { get; private set; }

    /// <summary>Whether entries are left out, by alt.skip=.</summary>
    public bool HasSelection { get; private set; }

    /// <summary>Bytes by which the arena is smaller than it ought to be.</summary>
    public int ArenaShortage { get; private set; }

    /// <summary>The smallest data cache line, in bytes.</summary>
    public uint LineBytes { get; private set; }

    public bool HasIdc { get; private set; }

    public bool HasDic { get; private set; }

    /// <summary>Start of the text, VA.</summary>
    public ulong TextStart { get; private set; }

    public int TextWords { get; private set; }

    public ulong TextEnd => TextStart + (ulong)TextWords * 4;

    /// <summary>Start of the table, VA.</summary>
    public ulong TableAddress => IsTableFirst ? TextStart - 0x1000 : TextEnd + 0x1000;

    public ReadOnlySpan<byte> Table => _table.AsSpan(0, TableBytes);

    public int TableBytes { get; private set; }

    /// <summary>Entries that are whole.</summary>
    public int Count => TableBytes / AltInstr.Bytes;

    /// <summary>All that decides.</summary>
    public AltInputs Inputs { get; private set; }

    /// <summary>Reads an input.</summary>
    public void Parse(ReadOnlySpan<byte> input)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        input[..Math.Min(HeaderBytes, input.Length)].CopyTo(header);
        Fault = (TableFault)(header[0] & 3);
        IsTableFirst = (header[0] & 4) != 0;
        HasSelection = (header[0] & 8) != 0;
        TextStart = s_textStarts[header[0] >> 4 & 3];
        FaultAt = header[1];
        LineBytes = 4u << (header[2] & 0xf);
        HasIdc = (header[2] & 0x10) != 0;
        HasDic = (header[2] & 0x20) != 0;
        ArenaShortage = header[3];
        int tableBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) % (MaximumTableBytes + 1);
        TableBytes = Math.Min(tableBytes, Math.Max(0, input.Length - HeaderBytes));
        ReadOnlySpan<byte> rest = input[Math.Min(HeaderBytes, input.Length)..];
        rest[..TableBytes].CopyTo(_table);
        rest = rest[TableBytes..];
        _wordCount = Math.Min(rest.Length / 4, MaximumTextWords);
        MemoryMarshal.Cast<byte, uint>(rest)[.._wordCount].CopyTo(_words);
        TextWords = Math.Max(_wordCount, MaximumTextWords / 2);
        Inputs = ReadInputs(BinaryPrimitives.ReadUInt16LittleEndian(header[4..]));
    }

    /// <summary>The text before anything is patched.</summary>
    public void CopyText(Span<uint> text)
    {
        _words.AsSpan(0, _wordCount).CopyTo(text);
        for (int word = _wordCount; word < TextWords; word++)
        {
            text[word] = AddImmediate | (uint)word << 10;
        }
    }

    private AltInputs ReadInputs(ushort chosen)
    {
        AltInputs inputs = new()
        {
            BranchHistoryLoop = (byte)(chosen >> 12 == 0 ? 0 : 8),
            Conduit = (SmcccConduit)((chosen >> 13) % 3),
            KimageVoffset = TextStart - 0x4000_0000,
        };
        for (int index = 0; index < s_capabilities.Length; index++)
        {
            if ((chosen >> index & 1) != 0)
            {
                inputs.Capabilities.Add(s_capabilities[index]);
            }
        }

        AddIf(HasIdc, CpuCap.HasCacheIdc, ref inputs);
        AddIf(HasDic, CpuCap.HasCacheDic, ref inputs);
        inputs.Registers.Set(IdRegister.CtrEl0, (ulong)System.Numerics.BitOperations.Log2(LineBytes / 4) << 16 | (uint)(chosen & 0xf));
        inputs.Registers.Set(IdRegister.DczidEl0, (uint)chosen >> 4 & 0x1f);
        return inputs;
    }

    private static void AddIf(bool condition, CpuCap cap, ref AltInputs inputs)
    {
        if (condition)
        {
            inputs.Capabilities.Add(cap);
        }
    }
}
