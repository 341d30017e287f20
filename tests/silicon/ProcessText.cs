using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>
/// The text of this process: a memory file in its place, mapped to be executed, and a second time, elsewhere, to be written. Cache
/// maintenance is what EL0 may do by itself (SCTLR_EL1.UCI, which Linux sets): by address, line by line.
/// </summary>
// SAFETY: addresses are of the text, which is mapped from Start to End, and of its alias, where Map has put it. While Map replaces the
// text, the same words are in the file under it.
internal readonly unsafe struct ProcessText : ICodeMemory
{
    private const ulong PageBytes = 65536;

    private static ulong s_aliasOffset;
    private static uint s_instructionLine;

    /// <summary>First address.</summary>
    public static ulong Start => LinkerSymbol.AddressOf(&TextStart);

    /// <summary>First address after it.</summary>
    public static ulong End => LinkerSymbol.AddressOf(&TextEnd);

    /// <summary>Where it can be written.</summary>
    public static ulong AliasStart => Start + s_aliasOffset;

    /// <summary>Puts a memory file with the same content in the place of the text. Out: 0, or -errno.</summary>
    /// <param name="ctr">CTR_EL0: the lines of the caches.</param>
    public static long Map(CtrEl0 ctr)
    {
        s_instructionLine = ctr.InstructionLineBytes;
        ulong bytes = (End - Start + PageBytes - 1) & ~(PageBytes - 1);
        long file = Linux.CreateMemoryFile(bytes);
        long alias = file < 0 ? file : Linux.Map(0, bytes, Linux.Read | Linux.Write, file);
        if (alias < 0)
        {
            return alias;
        }

        s_aliasOffset = (ulong)alias - Start;
        for (ulong address = Start; address < End; address += A64.WordBytes)
        {
            *(uint*)(address + s_aliasOffset) = *(uint*)address;
        }

        // As much of the copy as is fetched next must be there when the mapping changes.
        Maintain(ctr.DataLineBytes);
        long text = Linux.Map(Start, bytes, Linux.Read | Linux.Execute, file);
        Maintain(ctr.DataLineBytes);
        return text < 0 ? text : 0;
    }

    public static uint Read(CodeAddress address) => *(uint*)address.Value;

    public static AliasAddress Alias(CodeAddress address) => new(address.Value + s_aliasOffset);

    public static void Write(AliasAddress address, uint instruction) => *(uint*)address.Value = instruction;

    public static void CleanLine(CodeAddress line) => Cache.CleanToPoU(line.Value);

    // IC IALLUIS is for EL1: every line of the text, by the address that is executed.
    public static void InvalidateInstructionCache()
    {
        for (ulong line = Start & ~(s_instructionLine - 1ul); line < End; line += s_instructionLine)
        {
            InvalidateLine(line);
        }
    }

    public static void DataBarrier() => Cache.DataBarrier();

    public static void ContextSynchronize() => Cache.ContextSynchronize();

    private static void Maintain(uint dataLine)
    {
        for (ulong line = AliasStart & ~(dataLine - 1ul); line < End + s_aliasOffset; line += dataLine)
        {
            Cache.CleanToPoU(line);
        }

        DataBarrier();
        InvalidateInstructionCache();
        DataBarrier();
        ContextSynchronize();
    }

    /// <summary>IC IVAU.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_ic_ivau")]
    private static extern void InvalidateLine(ulong address);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__text_start")]
    private static extern void TextStart();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__text_end")]
    private static extern void TextEnd();
}
