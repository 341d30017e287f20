using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Instructions that leave no more in w0 than a type smaller than 32 bits holds. AAPCS64 leaves the bits above such a result to the
/// callee; ILC 10 takes all 32 as they are, as from methods that it compiled itself.
/// </summary>
internal static partial class NarrowResult
{
    private static readonly (Regex Instruction, int Lowest, int Highest)[] s_rules =
    [
        (Bytes(), 0, byte.MaxValue),
        (Halfwords(), 0, ushort.MaxValue),
        (SignedBytes(), sbyte.MinValue, sbyte.MaxValue),
        (SignedHalfwords(), short.MinValue, short.MaxValue),
    ];

    /// <summary>Whether all that the instruction can leave is in the range; false where that isn't known.</summary>
    public static bool IsWithin(string instruction, (int Lowest, int Highest) range)
    {
        string text = instruction.Trim().ToLowerInvariant();
        foreach ((Regex rule, int lowest, int highest) in s_rules)
        {
            if (rule.IsMatch(text))
            {
                return range.Lowest <= lowest && highest <= range.Highest;
            }
        }

        Match constant = Constant().Match(text);
        return constant.Success && TryParse(constant.Groups[1].Value, out int value) && range.Lowest <= value && value <= range.Highest;
    }

    private static bool TryParse(string number, out int value) => number.StartsWith("0x", StringComparison.Ordinal)
        ? int.TryParse(number[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    // Arm ARM DDI 0487, C6.2: these extend what they load, or what they are given, to the register.
    [GeneratedRegex(
        @"^(((ldr|ldur|ldtr|ldar|ldlar|ldapr|ldapur)b|cas(a|l|al)?b|uxtb)\s+|" +
        @"(ld(add|clr|eor|set|smax|smin|umax|umin)|swp)(a|l|al)?b\s+w[0-9]+\s*,\s*)w0\s*,")]
    private static partial Regex Bytes();

    [GeneratedRegex(
        @"^(((ldr|ldur|ldtr|ldar|ldlar|ldapr|ldapur)h|cas(a|l|al)?h|uxth)\s+|" +
        @"(ld(add|clr|eor|set|smax|smin|umax|umin)|swp)(a|l|al)?h\s+w[0-9]+\s*,\s*)w0\s*,")]
    private static partial Regex Halfwords();

    [GeneratedRegex(@"^((ldr|ldur|ldtr|ldapur)sb|sxtb)\s+[wx]0\s*,")]
    private static partial Regex SignedBytes();

    [GeneratedRegex(@"^((ldr|ldur|ldtr|ldapur)sh|sxth)\s+[wx]0\s*,")]
    private static partial Regex SignedHalfwords();

    [GeneratedRegex(@"^movz?\s+[wx]0\s*,\s*#?(-?[0-9]+|0x[0-9a-f]+)$")]
    private static partial Regex Constant();
}
