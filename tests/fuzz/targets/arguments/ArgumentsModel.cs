using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace BareMetal.Fuzz;

/// <summary>Boot arguments read a second time, by texts and expressions.</summary>
internal sealed partial class ArgumentsModel
{
    private static readonly char[] s_space = [' ', '\t', '\n', '\r'];

    public ArgumentsModel(ReadOnlySpan<byte> bytes)
    {
        // A NUL before or after an argument ends them all.
        string text = Encoding.Latin1.GetString(bytes);
        text = text.Split('\0')[0];
        Arguments = [.. text.Split(s_space, StringSplitOptions.RemoveEmptyEntries).TakeWhile(argument => argument != "--")];
    }

    /// <summary>The arguments, in order.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Arguments that are spelt like the Image's own and aren't any.</summary>
    public int UnknownOptions =>
        Arguments.Count(argument => Own().IsMatch(argument) && !Known().IsMatch(argument) && !IsNumberOfCores(argument));

    /// <summary>Which of several values an argument has the last time that it has one of them; -1 where it has none.</summary>
    public int Last(string key, params string[] values) =>
        Arguments.Where(argument => argument.StartsWith($"{key}=", StringComparison.Ordinal))
            .Select(argument => Array.IndexOf(values, argument[(key.Length + 1)..]))
            .LastOrDefault(index => index >= 0, -1);

    /// <summary>The entries that the first legal argument of a key names; empty where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="entries">How many there are.</param>
    /// <param name="refused">Takes how many arguments of that key don't count.</param>
    public bool[] Selected(string key, int entries, out int refused)
    {
        bool[] selected = [];
        refused = 0;
        foreach (string argument in Arguments.Where(argument => argument.Split('=')[0] == key))
        {
            bool[]? named = selected.Length == 0 ? Read(argument[Math.Min(argument.Length, key.Length + 1)..], entries) : null;
            refused += named is null ? 1 : 0;
            selected = named ?? selected;
        }

        return selected;
    }

    private static bool[]? Read(string ranges, int entries)
    {
        bool[] selected = new bool[entries];
        if (!Ranges().IsMatch(ranges))
        {
            return null;
        }

        foreach (string range in ranges.Split(','))
        {
            string[] ends = range.Split('-');
            BigInteger first = BigInteger.Parse(ends[0], CultureInfo.InvariantCulture);
            BigInteger last = BigInteger.Parse(ends[^1], CultureInfo.InvariantCulture);
            if (first > last || last >= entries)
            {
                return null;
            }

            selected.AsSpan((int)first, (int)(last - first) + 1).Fill(true);
        }

        return selected;
    }

    private static bool IsNumberOfCores(string argument) =>
        argument.StartsWith("maxcpus=", StringComparison.Ordinal)
        && argument[8..] is { Length: > 0 } digits && digits.All(char.IsAsciiDigit)
        && BigInteger.Parse(digits, CultureInfo.InvariantCulture) <= uint.MaxValue;

    [GeneratedRegex(@"^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*\z")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"^(baremetal\.[^=]*|alt\.[^=]*|maxcpus)(=|\z)", RegexOptions.Singleline)]
    private static partial Regex Own();

    [GeneratedRegex(
        @"^(baremetal\.exit=(semihosting|watchdog|halt)|alt\.report=(json|table|quiet)|alt\.dry-run|alt\.selftest"
        + @"|alt\.(skip|only)(=.*)?)\z",
        RegexOptions.Singleline)]
    private static partial Regex Known();
}
