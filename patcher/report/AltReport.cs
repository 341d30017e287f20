using System;

namespace BareMetal.Patcher;

/// <summary>
/// What was done, as text: JSON lines for programs, a table of sites and a summary by capability for people. It reads the plan and,
/// for entries that weren't applied, the text.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TSymbols">Names of functions and callbacks.</typeparam>
/// <typeparam name="TSink">Where the report goes.</typeparam>
// SAFETY: only entries of the plan's table are read, by indexes below its count; text is read where IsReadable has found it in the region.
public static unsafe partial class AltReport<TMem, TSymbols, TSink>
    where TMem : struct, ICodeMemory
    where TSymbols : struct, ISymbols
    where TSink : struct, ITextSink
{
    private const int AddressDigits = 16;
    private const int WordDigits = 8;

    /// <summary>Writes the first line of a report.</summary>
    /// <param name="version">Version of the program.</param>
    /// <param name="image">SHA-256 of the image, in hexadecimal.</param>
    public static void WriteBoot(ReadOnlySpan<byte> version, ReadOnlySpan<byte> image)
    {
        TextOutput<TSink> output = default;
        output.Write("@boot {\"schema\":1,\"version\":\""u8);
        output.Write(version);
        output.Write("\",\"image\":\""u8);
        output.Write(image);
        output.Write("\"}\n"u8);
    }

    /// <summary>Writes one line: the entry, what is wrong, and what to do.</summary>
    public static void WriteError(in AltError error)
    {
        TextOutput<TSink> output = default;
        output.Write("alternatives: "u8);
        if (error.Index != AltError.WholeTable)
        {
            output.Write("entry "u8);
            output.Decimal((ulong)error.Index);
            output.Write(" "u8);
        }

        output.Write("at "u8);
        WritePlace(ref output, error.Address);
        output.Write(": "u8);
        output.Write(AltErrors.Name(error.Code));
        output.Write(" ("u8);
        WriteHex(ref output, error.Detail0);
        output.Write(", "u8);
        WriteHex(ref output, error.Detail1);
        output.Write("): "u8);
        output.Write(AltErrors.Text(error.Code));
        output.Write(error.Reason.IsEmpty ? default : ": "u8);
        output.Write(error.Reason);
        output.Write("\n"u8);
    }

    /// <summary>Writes one line: the boot argument that is ignored, why, and what to do.</summary>
    public static void WriteArgumentError(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
        TextOutput<TSink> output = default;
        output.Write("boot argument ignored"u8);
        if (cpu != 0)
        {
            output.Write(" on CPU"u8);
            output.Decimal((ulong)cpu);
        }

        output.Write(": "u8);
        output.Write(argument);
        output.Write(": "u8);
        output.Write(AltErrors.Name(code));
        output.Write(": "u8);
        output.Write(AltErrors.Text(code));
        output.Write("\n"u8);
    }

    /// <summary>
    /// The words of an entry. Of one that isn't applied, the old ones for both: the text holds them, unless another of its site is.
    /// </summary>
    private static void WriteWords(
        ref TextOutput<TSink> output,
        in AltPlan plan,
        int index,
        in AltPlanEntry applied,
        bool isNew,
        ReadOnlySpan<byte> before,
        ReadOnlySpan<byte> after,
        ReadOnlySpan<byte> between)
    {
        bool isChanged = isNew && plan.Entry(index).HasWords;
        for (int word = 0; word < applied.Words && IsReadable(plan, applied); word++)
        {
            output.Write(word == 0 ? default : between);
            output.Write(before);
            output.Hex(Word(plan, applied, word, isChanged), WordDigits);
            output.Write(after);
        }
    }

    private static uint Word(in AltPlan plan, in AltPlanEntry entry, int word, bool isNew)
    {
        if (!entry.HasWords)
        {
            return TMem.Read(entry.Address.Word(word));
        }

        return isNew ? plan.NewWord(entry, word) : plan.OldWord(entry, word);
    }

    /// <summary>A damaged entry may lead anywhere: nothing is read there.</summary>
    private static bool IsReadable(in AltPlan plan, in AltPlanEntry entry) =>
        (entry.Address.Value & (A64.WordBytes - 1)) == 0 && plan.Region.Contains(entry.Address, (uint)entry.Words * A64.WordBytes);

    private static void WriteCapabilityName(ref TextOutput<TSink> output, CpuCap cap)
    {
        if (cap <= CpuCap.NCaps)
        {
            output.Write(CpuCaps.Name(cap));
        }
        else
        {
            output.Write("unknown-"u8);
            output.Decimal((ulong)cap);
        }
    }

    /// <summary>function+0x10, or the address where no function is known.</summary>
    private static void WritePlace(ref TextOutput<TSink> output, CodeAddress address)
    {
        if (TSymbols.TryFind(address, out FunctionName name, out ulong offset))
        {
            output.Write(name.Type);
            output.Write(name.Member);
            output.Write("+"u8);
            WriteHex(ref output, offset);
        }
        else
        {
            WriteHex(ref output, address.Value);
        }
    }

    /// <summary>The callback that starts at the address, or the address where none does.</summary>
    private static void WriteCallback(ref TextOutput<TSink> output, CodeAddress address)
    {
        if (TSymbols.TryFind(address, out FunctionName name, out ulong offset) && offset == 0)
        {
            output.Write(name.Type);
            output.Write(name.Member);
        }
        else
        {
            WriteHex(ref output, address.Value);
        }
    }

    private static void WriteHex(ref TextOutput<TSink> output, ulong value)
    {
        output.Write("0x"u8);
        output.Hex(value, 1);
    }

    private static void WriteCount(ref TextOutput<TSink> output, ReadOnlySpan<byte> text, int count)
    {
        output.Write(text);
        output.Decimal((ulong)count);
    }

    private static ReadOnlySpan<byte> ActionName(AltAction action) => action switch
    {
        AltAction.Patched => "patched"u8,
        AltAction.Planned => "planned"u8,
        AltAction.Failed => "failed"u8,
        _ => "kept"u8,
    };
}
