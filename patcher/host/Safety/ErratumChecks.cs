using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// Two errata of Cortex-A53 that depend on which instructions lie where, over the linked words and over those of each replacement at
/// its site (Arm Cortex-A53 MPCore Software Developers Errata Notice).
/// <list type="bullet">
/// <item>843419: an ADRP in the last two words of a 4 KiB page, a load or store, at most one other instruction, and a load or store with
/// an unsigned offset from the ADRP's register can use a wrong address.</item>
/// <item>835769: a 64-bit multiply-accumulate directly after a load or store can give a wrong result.</item>
/// </list>
/// </summary>
internal sealed class ErratumChecks(string image, ImageText text, PatchRanges ranges, SafetyRules rules)
{
    private const ulong PageBytes = A64.AdrpPageBytes;
    private const ulong LastTwoWords = PageBytes - (2 * A64.WordBytes);
    private const uint ZeroRegister = 31;

    /// <summary>MADD, MSUB, and SMADDL, SMSUBL, UMADDL, UMSUBL with a 64-bit result.</summary>
    private static readonly InstructionClass[] s_multiplies =
    [
        new(0b1_11_11111_111_00000_0_00000_00000_00000, 0b1_00_11011_000_00000_0_00000_00000_00000),
        new(0b1_11_11111_011_00000_0_00000_00000_00000, 0b1_00_11011_001_00000_0_00000_00000_00000),
    ];

    private readonly List<Diagnostic> _findings = [];

    /// <summary>ADRPs that can stand in the last two words of a page.</summary>
    public int PlacedAdrps { get; private set; }

    /// <summary>64-bit multiply-accumulates.</summary>
    public int Multiplies { get; private set; }

    public List<Diagnostic> Run()
    {
        foreach (Instruction instruction in text.Instructions)
        {
            if (!ranges.IsReplacement(instruction.Address))
            {
                CheckPlace(instruction.Address);
                CheckMultiply(instruction.Address);
            }
        }

        return _findings;
    }

    private void CheckPlace(ulong address)
    {
        if (address % PageBytes < LastTwoWords)
        {
            return;
        }

        foreach (uint adrp in ranges.WordsAt(address))
        {
            if (new Instruction(address, adrp).IsAdrp)
            {
                PlacedAdrps++;
                CheckAdrp(address, A64.Rd(adrp));
            }
        }
    }

    private void CheckAdrp(ulong address, uint register)
    {
        bool isStarted = ranges.WordsAt(address + 4).Exists(w => IsSecondOf843419(w, register));
        bool mayGoOn = ranges.WordsAt(address + 8).Exists(w => new Instruction(address + 8, w).Flow == Flow.Next);
        if (isStarted && (HasLast(address + 8, register) || (mayGoOn && HasLast(address + 12, register))))
        {
            Find(
                $"{text.Functions.Describe(address)} (0x{address:x}){OfEntry(address)}: an adrp in the last two words of a page, " +
                "with what follows, is Cortex-A53 erratum 843419, which the linker fixes only in assembly and in place: " +
                "move it by .balign 16 or a nop, or put adrp and its use next to each other");
        }
    }

    private static bool IsSecondOf843419(uint word, uint register)
    {
        var access = new MemoryAccess(word);
        return access.IsMemoryAccess && !access.IsLoadPair && !access.Writes(register);
    }

    private bool HasLast(ulong address, uint register) =>
        ranges.WordsAt(address).Exists(w => new MemoryAccess(w) is { HasUnsignedOffset: true } access && access.Base == register);

    private void CheckMultiply(ulong address)
    {
        foreach (uint multiply in ranges.WordsAt(address))
        {
            if (IsMultiplyAccumulate(multiply))
            {
                Multiplies++;
                string function = text.Functions.Find(address)?.Name ?? "";
                if (ranges.WordsAt(address - 4).Exists(w => IsFirstOf835769(w, multiply)) && !rules.AllowsMultiply(function))
                {
                    Find(
                        $"{text.Functions.Describe(address)} (0x{address:x}){OfEntry(address)}: a 64-bit multiply-accumulate directly " +
                        "after a load or store is Cortex-A53 erratum 835769: put another instruction between them, in C# by computing " +
                        $"the product elsewhere, or write 'madd {function} REASON' into patcher/host/patch-safety.txt");
                }
            }
        }
    }

    private static bool IsMultiplyAccumulate(uint word) =>
        (s_multiplies[0].Matches(word) || s_multiplies[1].Matches(word)) && Ra(word) != ZeroRegister;

    /// <summary>A multiply-accumulate that waits for what is loaded isn't affected.</summary>
    private static bool IsFirstOf835769(uint word, uint multiply)
    {
        var access = new MemoryAccess(word);
        return access.IsMemoryAccess
            && !access.LoadsInto((multiply >> 5) & 0b11111)
            && !access.LoadsInto((multiply >> 16) & 0b11111)
            && !access.LoadsInto(Ra(multiply));
    }

    private static uint Ra(uint word) => (word >> 10) & 0b11111;

    private string OfEntry(ulong address)
    {
        foreach (PatchRange range in ranges.At(address))
        {
            return $" in {range}";
        }

        return "";
    }

    private void Find(string finding) => _findings.Add(new Diagnostic(image, DiagnosticCode.Erratum, finding));
}
