using BareMetal.Patcher;

namespace BareMetal.AltTool.Code;

/// <summary>
/// Finds the tables of C# switches, which ILC puts after a method's code as 32-bit distances from a place in the method:
/// <code>
/// cmp  wI, #last             the number of entries, less one
/// b.hi default
/// mov  wI, wI
/// adr  xT, table
/// ldr  wT, [xT, xI, lsl #2]
/// adr  xB, base
/// add  xT, xT, xB
/// br   xT
/// </code>
/// Any other BR isn't explained by this.
/// </summary>
internal static class JumpTables
{
    private const int EntryBytes = sizeof(uint);
    private const int MaximumDistanceOfCheck = 4;
    private const ulong BytesBeforeBranch = 4 * sizeof(uint);

    /// <summary>CMP (immediate), either width, not shifted.</summary>
    private static InstructionClass CompareImmediate =>
        new(0b0_11_111111_1_000000000000_00000_11111, 0b0_11_100010_0_000000000000_00000_11111);

    private static InstructionClass BranchIfHigher => new(0b11111111_0000000000000000000_1_1111, 0b01010100_0000000000000000000_0_1000);

    /// <summary>LDR Wt, [Xn, Xm, LSL #2]</summary>
    private static InstructionClass LoadEntry => new(0b11111111_111_00000_111_1_11_00000_00000, 0b10111000_011_00000_011_1_10_00000_00000);

    /// <summary>ADD Xd, Xn, Xm</summary>
    private static InstructionClass AddRegister => new(0b11111111_111_00000_111111_00000_00000, 0b10001011_000_00000_000000_00000_00000);

    /// <summary>The table that a BR goes by, or null where it isn't a switch.</summary>
    public static JumpTable? Find(ImageText text, ulong branch)
    {
        ulong first = branch - BytesBeforeBranch;
        if (!text.Contains(first) || text.Functions.Find(branch) is not { } method || !IsDispatch(text, first))
        {
            return null;
        }

        ulong table = text.At(first).NamedAddress!.Value;
        ulong origin = text.At(first + 8).NamedAddress!.Value;
        return EntriesBefore(text, first) is { } entries && table >= branch && table + (entries * EntryBytes) <= method.End
            ? new JumpTable(branch, table, Targets(text, table, origin, (int)entries))
            : null;
    }

    /// <summary>ADR, LDR, ADR, ADD, BR with the registers of the pattern.</summary>
    private static bool IsDispatch(ImageText text, ulong first)
    {
        uint table = text.WordAt(first);
        uint load = text.WordAt(first + 4);
        uint origin = text.WordAt(first + 8);
        uint add = text.WordAt(first + 12);
        uint register = Rn(text.WordAt(first + 16));
        return text.At(first).NamedAddress is not null
            && text.At(first + 8).NamedAddress is not null
            && LoadEntry.Matches(load)
            && AddRegister.Matches(add)
            && Rn(load) == A64.Rd(table)
            && Rn(add) == A64.Rd(load)
            && Rm(add) == A64.Rd(origin)
            && A64.Rd(add) == register;
    }

    /// <summary>From the comparison that keeps other values away from the table.</summary>
    private static ulong? EntriesBefore(ImageText text, ulong first)
    {
        for (int distance = 1; distance <= MaximumDistanceOfCheck; distance++)
        {
            ulong check = first - ((ulong)distance * sizeof(uint));
            ulong compare = check - sizeof(uint);
            if (!text.Contains(compare))
            {
                return null;
            }

            if (BranchIfHigher.Matches(text.WordAt(check)))
            {
                uint word = text.WordAt(compare);
                return CompareImmediate.Matches(word) ? ((word >> 10) & 0b111111111111) + 1 : null;
            }
        }

        return null;
    }

    private static ulong[] Targets(ImageText text, ulong table, ulong origin, int entries)
    {
        var targets = new ulong[entries];
        for (int i = 0; i < entries; i++)
        {
            targets[i] = origin + (ulong)(int)text.WordAt(table + (ulong)(i * EntryBytes));
        }

        return targets;
    }

    private static uint Rn(uint word) => (word >> 5) & 0b11111;

    private static uint Rm(uint word) => (word >> 16) & 0b11111;
}
