using BareMetal.Patcher;

namespace BareMetal.AltTool.Code;

/// <summary>An instruction where it runs: where control goes next, and which address it names.</summary>
/// <param name="Address">VA.</param>
internal readonly record struct Instruction(ulong Address, uint Word)
{
    private const uint LinkBit = 1u << 31;
    private const uint SizeBit = 1u << 30;

    /// <summary>
    /// What changes control without naming an address. Bit 24 of the first two: with pointer authentication and a modifier.
    /// </summary>
    private static readonly (InstructionClass Class, Flow Flow)[] s_others =
    [
        (new(0b1111111_0_111_11111_000000_00000_00000, 0b1101011_0_000_11111_000000_00000_00000), Flow.IndirectBranch),
        (new(0b1111111_0_111_11111_000000_00000_00000, 0b1101011_0_001_11111_000000_00000_00000), Flow.IndirectCall),
        (new(0b1111111_1_111_11111_000000_00000_00000, 0b1101011_0_010_11111_000000_00000_00000), Flow.Return),
        (new(0b1111111_1_110_11111_000000_00000_00000, 0b1101011_0_100_11111_000000_00000_00000), Flow.Return),
        (new(0b11111111_111_0000000000000000_111_11, 0b11010100_001_0000000000000000_000_00), Flow.Stop),
        (new(0b1111111111111111_0000000000000000, 0), Flow.Stop),
    ];

    public Flow Flow => Form switch
    {
        PcRelativeForm.Branch26 => (Word & LinkBit) != 0 ? Flow.Call : Flow.Branch,
        PcRelativeForm.ReturnLabel => Flow.Return,
        var form => PcRelative.IsBranch(form) ? Flow.ConditionalBranch : OtherFlow,
    };

    public bool IsAdrp => Form == PcRelativeForm.Adrp;

    /// <summary>Where a branch or call with a label goes.</summary>
    public ulong? Target => PcRelative.IsBranch(Form) ? Named : null;

    /// <summary>The address that ADR gives.</summary>
    public ulong? NamedAddress => Form == PcRelativeForm.Adr ? Named : null;

    /// <summary>Where a load (literal) reads.</summary>
    public ulong? Literal =>
        Form is PcRelativeForm.LdrLiteral or PcRelativeForm.LdrLiteralSimd or PcRelativeForm.LdrswLiteral or PcRelativeForm.PrfmLiteral
            ? Named
            : null;

    /// <summary>How much a load (literal) reads, in bytes; 0 for a prefetch and for all else.</summary>
    public int LiteralBytes => Form switch
    {
        PcRelativeForm.LdrLiteral => (Word & SizeBit) != 0 ? 8 : 4,
        PcRelativeForm.LdrswLiteral => 4,
        PcRelativeForm.LdrLiteralSimd => 4 << (int)(Word >> 30),
        _ => 0,
    };

    private PcRelativeForm Form => PcRelative.Form(Word);

    private ulong Named => PcRelative.Target(Form, Word, new CodeAddress(Address)).Value;

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
