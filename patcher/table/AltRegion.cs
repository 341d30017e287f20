using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>One table of alternatives and the text that it may name: what is applied as a whole.</summary>
/// <param name="table">The entries, where they can be read now.</param>
/// <param name="tableAddress">The virtual address at which the table is linked: the offsets of its entries count from there.</param>
/// <param name="tableBytes">Size of the table, in bytes.</param>
/// <param name="textStart">First address of the text that holds originals and replacements.</param>
/// <param name="textEnd">First address after it.</param>
// SAFETY: the maker guarantees TableBytes at Table for as long as the region is used; indexes are the caller's, below Count.
public readonly unsafe struct AltRegion(AltInstr* table, ulong tableAddress, nuint tableBytes, CodeAddress textStart, CodeAddress textEnd)
{
    /// <summary>The entries, where they can be read now.</summary>
    public AltInstr* Table { get; } = table;

    /// <summary>The virtual address at which the table is linked.</summary>
    public ulong TableAddress { get; } = tableAddress;

    /// <summary>Size of the table, in bytes.</summary>
    public nuint TableBytes { get; } = tableBytes;

    /// <summary>First address of the text.</summary>
    public CodeAddress TextStart { get; } = textStart;

    /// <summary>First address after the text.</summary>
    public CodeAddress TextEnd { get; } = textEnd;

    /// <summary>Number of whole entries.</summary>
    public int Count => (int)(TableBytes / AltInstr.Bytes);

    /// <summary>Number of whole words of text; 0 where the bounds are reversed.</summary>
    public nuint TextWords => TextEnd.Value < TextStart.Value ? 0 : (nuint)(TextEnd.Value - TextStart.Value) / A64.WordBytes;

    /// <summary>Where the original of entry <paramref name="index"/> runs.</summary>
    public CodeAddress Original(int index) => new(FieldAddress(index) + (ulong)(long)Table[index].OrigOffset);

    /// <summary>Where the replacement, or the callback, of entry <paramref name="index"/> lies.</summary>
    public CodeAddress Alternative(int index) => new(FieldAddress(index) + AltInstr.AltOffsetField + (ulong)(long)Table[index].AltOffset);

    /// <summary>The capability that entry <paramref name="index"/> asks for; NCaps if it is a callback patch in the old form.</summary>
    public CpuCap Capability(int index) => Table[index].Capability;

    /// <summary>How many words from the start of the text an address in it is.</summary>
    public uint WordOf(CodeAddress address) => (uint)((address.Value - TextStart.Value) / A64.WordBytes);

    /// <summary>Whether <paramref name="bytes"/> bytes from <paramref name="address"/> on lie in the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(CodeAddress address, uint bytes) => Holds(TextEnd.Value - TextStart.Value, address.Value - TextStart.Value, bytes);

    /// <summary>Whether <paramref name="bytes"/> bytes, <paramref name="offset"/> from the start of a text, lie in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Holds(ulong textBytes, ulong offset, uint bytes) => offset <= textBytes && bytes <= textBytes - offset;

    private ulong FieldAddress(int index) => TableAddress + (ulong)index * AltInstr.Bytes;
}
