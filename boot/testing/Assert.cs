using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Serial;

namespace BareMetal.Testing;

/// <summary>
/// What a test claims, in xunit's words. The first claim that doesn't hold ends the test; outside of a test it ends the program. The last
/// parameters of each are the compiler's to fill in.
/// </summary>
public static class Assert
{
    public static void True(
        bool condition,
        [CallerArgumentExpression(nameof(condition))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!condition)
        {
            Fail(expression, " is false", file, line);
        }
    }

    public static void False(
        bool condition,
        [CallerArgumentExpression(nameof(condition))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (condition)
        {
            Fail(expression, " is true", file, line);
        }
    }

    public static void Null(
        object value,
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (value is not null)
        {
            Fail(expression, " isn't null", file, line);
        }
    }

    public static void NotNull(
        object value,
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (value is null)
        {
            Fail(expression, " is null", file, line);
        }
    }

    public static void Equal(
        bool expected,
        bool actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual != expected)
        {
            Fail(expression, actual ? " is true, expected false" : " is false, expected true", file, line);
        }
    }

    public static void Equal(
        long expected,
        long actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual != expected)
        {
            Begin(expression, " is ", file, line);
            TestMessage.Decimal(actual);
            TestMessage.Write(", expected "u8);
            TestMessage.Decimal(expected);
            TestRun.End(TestOutcome.Failed);
        }
    }

    public static void Equal(
        ulong expected,
        ulong actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual != expected)
        {
            Begin(expression, " is ", file, line);
            Number(actual);
            TestMessage.Write(", expected "u8);
            Number(expected);
            TestRun.End(TestOutcome.Failed);
        }
    }

    public static void Equal(
        string expected,
        string actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual is null != expected is null || !actual.AsSpan().SequenceEqual(expected.AsSpan()))
        {
            Begin(expression, " is ", file, line);
            Text(actual);
            TestMessage.Write(", expected "u8);
            Text(expected);
            TestRun.End(TestOutcome.Failed);
        }
    }

    /// <summary>The message names the first byte that differs.</summary>
    public static void Equal(
        ReadOnlySpan<byte> expected,
        ReadOnlySpan<byte> actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        int same = 0;
        while (same < expected.Length && same < actual.Length && expected[same] == actual[same])
        {
            same++;
        }

        if (same == expected.Length && same == actual.Length)
        {
            return;
        }

        if (same == expected.Length || same == actual.Length)
        {
            Begin(expression, " is of ", file, line);
            TestMessage.Decimal(actual.Length);
            TestMessage.Write(" bytes, expected "u8);
            TestMessage.Decimal(expected.Length);
        }
        else
        {
            Begin(expression, " has ", file, line);
            TestMessage.Hex(actual[same]);
            TestMessage.Write(" at "u8);
            TestMessage.Decimal(same);
            TestMessage.Write(", expected "u8);
            TestMessage.Hex(expected[same]);
        }

        TestRun.End(TestOutcome.Failed);
    }

    public static void NotEqual(
        long unexpected,
        long actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual == unexpected)
        {
            Begin(expression, " is ", file, line);
            TestMessage.Decimal(actual);
            TestRun.End(TestOutcome.Failed);
        }
    }

    public static void NotEqual(
        ulong unexpected,
        ulong actual,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual == unexpected)
        {
            Begin(expression, " is ", file, line);
            Number(actual);
            TestRun.End(TestOutcome.Failed);
        }
    }

    /// <summary>Both bounds belong to the range.</summary>
    public static void InRange(
        long actual,
        long low,
        long high,
        [CallerArgumentExpression(nameof(actual))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (actual < low || actual > high)
        {
            Begin(expression, " is ", file, line);
            TestMessage.Decimal(actual);
            TestMessage.Write(", expected "u8);
            TestMessage.Decimal(low);
            TestMessage.Write(" to "u8);
            TestMessage.Decimal(high);
            TestRun.End(TestOutcome.Failed);
        }
    }

    [DoesNotReturn]
    public static void Fail(string message, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Fail(message, "", file, line);

    /// <summary>Ends the test: neither passed nor failed.</summary>
    [DoesNotReturn]
    public static void Skip(string reason)
    {
        SerialConsole.BeginReport();
        TestMessage.Write(reason);
        TestRun.End(TestOutcome.Skipped);
    }

    public static void SkipUnless(bool condition, string reason)
    {
        if (!condition)
        {
            Skip(reason);
        }
    }

    public static void SkipWhen(bool condition, string reason) => SkipUnless(!condition, reason);

    [DoesNotReturn]
    private static void Fail(string expression, string complaint, string file, int line)
    {
        Begin(expression, complaint, file, line);
        TestRun.End(TestOutcome.Failed);
    }

    // File.cs(12): expression complaint
    private static void Begin(string expression, string complaint, string file, int line)
    {
        // There is one message, for all cores.
        SerialConsole.BeginReport();
        TestMessage.Write(file);
        TestMessage.Write("("u8);
        TestMessage.Decimal(line);
        TestMessage.Write("): "u8);
        TestMessage.Write(expression);
        TestMessage.Write(complaint);
    }

    private static void Number(ulong value)
    {
        TestMessage.Decimal(value);
        TestMessage.Write(" ("u8);
        TestMessage.Hex(value);
        TestMessage.Write(")"u8);
    }

    private static void Text(string value)
    {
        if (value is null)
        {
            TestMessage.Write("null"u8);
            return;
        }

        TestMessage.Write("\""u8);
        TestMessage.Write(value);
        TestMessage.Write("\""u8);
    }
}
