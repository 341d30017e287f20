using BareMetal.Patcher;

namespace BareMetal.AltTool.Code;

/// <summary>An instruction where it runs: how control goes on behind it, and which address it holds. Classes are those of <see cref="A64"/>.</summary>
/// <param name="Address">VA.</param>
internal readonly record struct Instruction(ulong Address, uint Word)
{
    private static readonly (InstructionClass Class, Flow Flow, BranchOffset Offset)[] s_branches =
    [
        (new(0b1_11111_00000000000000000000000000, 0b1_00101_00000000000000000000000000), Flow.Call, A64.BranchImmediate26),
        (A64.Branch, Flow.Branch, A64.BranchImmediate26),
        (A64.BranchConditional, Flow.ConditionalBranch, A64.BranchImmediate19),
        (A64.CompareAndBranchZero, Flow.ConditionalBranch, A64.BranchImmediate19),
        (A64.TestAndBranch, Flow.ConditionalBranch, A64.BranchImmediate14),
        (A64.CompareAndBranch, Flow.ConditionalBranch, new BranchOffset(5, 9)),
    ];

    /// <summary>Bit 24 of the first two: with pointer authentication and a modifier.</summary>
    private static readonly (InstructionClass Class, Flow Flow)[] s_others =
    [
        (new(0b1111111_0_111_11111_000000_00000_00000, 0b1101011_0_000_11111_000000_00000_00000), Flow.IndirectBranch),
        (new(0b1111111_0_111_11111_000000_00000_00000, 0b1101011_0_001_11111_000000_00000_00000), Flow.IndirectCall),
        (new(0b1111111_1_111_11111_000000_00000_00000, 0b1101011_0_010_11111_000000_00000_00000), Flow.Return),
        (new(0b1111111_1_110_11111_000000_00000_00000, 0b1101011_0_100_11111_000000_00000_00000), Flow.Return),
        (A64.ReturnAuthenticatedLabel, Flow.Return),
        (new(0b11111111_111_0000000000000000_111_11, 0b11010100_001_0000000000000000_000_00), Flow.Stop),
        (new(0b1111111111111111_0000000000000000, 0), Flow.Stop),
    ];

    public Flow Flow => Branch?.Flow ?? OtherFlow;

    /// <summary>Where a branch or call with a label goes.</summary>
    public ulong? Target => Branch is { } branch ? Address + (ulong)branch.Offset.Decode(Word) : null;

    public bool IsAdrp => A64.Adrp.Matches(Word);

    /// <summary>The address that ADR gives.</summary>
    public ulong? NamedAddress => A64.PcRelativeAddress.Matches(Word) && !IsAdrp ? Address + (ulong)A64.DecodeAddress(Word) : null;

    /// <summary>Where a load (literal) reads.</summary>
    public ulong? Literal => A64.LoadLiteral.Matches(Word) ? Address + (ulong)A64.BranchImmediate19.Decode(Word) : null;

    private (Flow Flow, BranchOffset Offset)? Branch
    {
        get
        {
            foreach ((InstructionClass instructions, Flow flow, BranchOffset offset) in s_branches)
            {
                if (instructions.Matches(Word))
                {
                    return (flow, offset);
                }
            }

            return null;
        }
    }

    private Flow OtherFlow
    {
        get
        {
            foreach ((InstructionClass instructions, Flow flow) in s_others)
            {
                if (instructions.Matches(Word))
                {
                    return flow;
                }
            }

            return Flow.Next;
        }
    }
}
