using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// Between a load exclusive and its store exclusive stands nothing that may make the store fail for ever (Arm ARM DDI 0487,
/// "Load-Exclusive and Store-Exclusive instruction usage restrictions"): no access to memory, no maintenance, no write of a system
/// register, no exception, no call. Every way through the linked words and through every choice of replacements is followed.
/// </summary>
internal sealed class ExclusiveCheck(string image, ImageText text, PatchRanges ranges)
{
    /// <summary>How many instructions are followed after a load exclusive.</summary>
    private const int Reach = 64;

    /// <summary>What may clear the monitor without being an access to memory, or a call.</summary>
    private static readonly (InstructionClass Class, string Name)[] s_disturbing =
    [
        (new(0b1111111111_0_11_000_0000_0000_000_00000, 0b1101010100_0_01_000_0000_0000_000_00000), "an instruction of SYS"),
        (new(0b1111111111_1_1_0_000_0000_0000_000_00000, 0b1101010100_0_1_0_000_0000_0000_000_00000), "a write of a system register"),
        (new(0b1111111111_1_11_000_1111_0000_000_11111, 0b1101010100_0_00_000_0100_0000_000_11111), "a write of a system register"),
        (new(0b11111111_000_0000000000000000_000_00, 0b11010100_000_0000000000000000_000_00), "an exception"),
    ];

    private readonly List<Diagnostic> _findings = [];
    private readonly HashSet<ulong> _found = [];

    /// <summary>Load exclusives, those of replacements included.</summary>
    public int Loads { get; private set; }

    public List<Diagnostic> Run()
    {
        foreach (Instruction instruction in text.Instructions)
        {
            if (ranges.IsReplacement(instruction.Address))
            {
                continue;
            }

            foreach (PlacedWord word in PlacedWord.At(text, ranges, instruction.Address))
            {
                if (new MemoryAccess(word.Word).IsLoadExclusive)
                {
                    Loads++;
                    Follow(word);
                }
            }
        }

        return _findings;
    }

    private void Follow(PlacedWord load)
    {
        var seen = new HashSet<(PlacedWord, bool)>();
        var open = new Queue<(PlacedWord Word, PlacedWord? Disturbing, string? By, int Steps)>();
        Go(load, null, null, 0);
        while (open.TryDequeue(out var at))
        {
            if (!seen.Add((at.Word, at.Disturbing is not null)) || at.Steps == Reach)
            {
                continue;
            }

            var access = new MemoryAccess(at.Word.Word);
            if (access.IsStoreExclusive)
            {
                Find(load, at.Word, at.Disturbing, at.By);
            }
            else if (!access.IsLoadExclusive && !at.Word.IsClearExclusive)
            {
                string? by = at.By ?? Disturbance(at.Word);
                Go(at.Word, by is null ? null : at.Disturbing ?? at.Word, by, at.Steps + 1);
            }
        }

        void Go(PlacedWord from, PlacedWord? disturbing, string? by, int steps)
        {
            foreach (PlacedWord next in from.Next(text, ranges))
            {
                open.Enqueue((next, disturbing, by, steps));
            }
        }
    }

    private static string? Disturbance(PlacedWord word)
    {
        if (new MemoryAccess(word.Word).IsMemoryAccess)
        {
            return "an access to memory";
        }

        if (word.Flow is Flow.Call or Flow.IndirectCall)
        {
            return "a call";
        }

        foreach ((InstructionClass instructions, string name) in s_disturbing)
        {
            if (instructions.Matches(word.Word))
            {
                return name;
            }
        }

        return null;
    }

    private void Find(PlacedWord load, PlacedWord store, PlacedWord? disturbing, string? by)
    {
        if (disturbing is { } between && _found.Add(between.Address))
        {
            _findings.Add(new Diagnostic(
                image,
                DiagnosticCode.Erratum,
                $"{between.Describe(text)}: {by} between the load exclusive of {load.Describe(text)} " +
                $"and the store exclusive of {store.Describe(text)}, " +
                "which may fail for ever: put it before the load or after the store"));
        }
    }
}
