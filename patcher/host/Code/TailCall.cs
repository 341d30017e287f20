using BareMetal.Patcher;

namespace BareMetal.AltTool.Code;

/// <summary>
/// A call in C# that nothing follows, where the compiler leaves it to the function it calls to return: bflat makes such calls. By a
/// register it is BR after the end of the frame, LDP of x29 and x30, where nothing of the function itself can be what is branched
/// to.
/// </summary>
internal static class TailCall
{
    private static readonly InstructionClass s_popFrame =
        new(0b11_111_1_111_1_0000000_11111_11111_11111, 0b10_101_0_001_1_0000000_11110_11111_11101);
    private static readonly InstructionClass s_restoreFrame =
        new(0b11_111_1_111_1_0000000_11111_11111_11111, 0b10_101_0_010_1_0000000_11110_11111_11101);
    private static readonly InstructionClass s_freeStack =
        new(0b111_111111_0_000000000000_11111_11111, 0b100_100010_0_000000000000_11111_11111);

    /// <param name="branch">VA of a BR.</param>
    public static bool IsAt(ImageText text, ulong branch)
    {
        ulong start = text.Functions.Find(branch)?.Start ?? branch;
        return s_popFrame.Matches(Before(1)) || (s_freeStack.Matches(Before(1)) && s_restoreFrame.Matches(Before(2)));

        uint Before(ulong words) => branch - start >= words * A64.WordBytes ? text.WordAt(branch - (words * A64.WordBytes)) : 0;
    }
}
