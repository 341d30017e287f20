using System.Text.RegularExpressions;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Declarations;

/// <summary>A register that holds values: x0 to x30 (also as w0), sp, v0 to v31 (also as b0, h0, s0, d0, q0).</summary>
internal readonly partial record struct Register(bool IsVector, int Number)
{
    /// <summary>Registers for arguments, of either kind.</summary>
    public const int Arguments = 8;

    /// <summary>The number of the stack pointer here.</summary>
    private const int StackPointer = 32;

    private const int FirstSaved = 18;
    private const int FirstSavedVector = 8;
    private const int LastSavedVector = 15;

    /// <summary>
    /// Whether a call may change it. x18 belongs to the platform, x19 to x30 and the lower halves of v8 to v15 to the caller
    /// (AAPCS64).
    /// </summary>
    public bool IsCallClobbered => IsVector ? Number is < FirstSavedVector or > LastSavedVector : Number < FirstSaved;

    public bool IsStackPointer => !IsVector && Number == StackPointer;

    public override string ToString() => IsVector ? $"v{Number}" : IsStackPointer ? "sp" : $"x{Number}";

    /// <summary>Finds the registers of an operand; the zero register isn't one.</summary>
    /// <param name="bits">How many bits of it the name means.</param>
    public static Register? Parse(string name, out int bits)
    {
        bits = 64;
        switch (name)
        {
            case "sp" or "wsp":
                return new Register(false, StackPointer);
            case "fp":
                return new Register(false, 29);
            case "lr":
                return new Register(false, 30);
        }

        Match match = Name().Match(name);
        if (!match.Success)
        {
            return null;
        }

        bits = name[0] switch { 'w' or 's' => 32, 'h' => 16, 'b' => 8, 'q' or 'v' or 'z' => 128, _ => 64 };
        return new Register(name[0] is not ('w' or 'x'), int.Parse(match.Groups[1].ValueSpan, provider: null));
    }

    [GeneratedRegex("^[wxbhsdqvz]([0-9]|[12][0-9]|3[01])$")]
    private static partial Regex Name();
}
