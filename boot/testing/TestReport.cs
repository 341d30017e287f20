using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Testing;

/// <summary>
/// What the host reads: lines of JSON after <c>@test </c> at column 0, the last member a CRC-32 of all that stands before it in the line.
/// </summary>
internal static class TestReport
{
    /// <summary>Before all: how many tests there are, and the first one that this boot runs.</summary>
    public static void Begin(int tests, int first)
    {
        TextOutput<ConsoleSink> line = Start("begin"u8);
        Number(ref line, ",\"tests\":"u8, (ulong)tests);
        Number(ref line, ",\"first\":"u8, (ulong)first);
        End(ref line);
    }

    /// <summary>A test that there is, before any runs.</summary>
    public static void List(int index, in TestEntry test) => Write("list"u8, index, test);

    /// <summary>A test starts.</summary>
    public static void Start(int index, in TestEntry test) => Write("start"u8, index, test);

    /// <summary>A test has ended, after a time in ticks of the counter.</summary>
    public static void Result(int index, in TestEntry test, TestOutcome outcome, ulong ticks)
    {
        const ulong MicrosecondsPerSecond = 1_000_000;
        TextOutput<ConsoleSink> line = Start("end"u8);
        Number(ref line, ",\"index\":"u8, (ulong)index);
        line.Write(","u8);
        line.Write(test.Description);
        line.Write(",\"result\":\""u8);
        line.Write(outcome switch
        {
            TestOutcome.Passed => "passed"u8,
            TestOutcome.Failed => "failed"u8,
            _ => "skipped"u8,
        });
        Number(ref line, "\",\"microseconds\":"u8, ticks * MicrosecondsPerSecond / LogCounter.WaitFrequency);
        line.Write(",\"message\":\""u8);
        Escaped(ref line, TestMessage.Text);
        line.Write(TestMessage.End);
        line.Write("\""u8);
        End(ref line);
    }

    /// <summary>After all: how many this boot ran.</summary>
    public static void Finish(int run)
    {
        TextOutput<ConsoleSink> line = Start("finish"u8);
        Number(ref line, ",\"run\":"u8, (ulong)run);
        End(ref line);
    }

    private static void Write(ReadOnlySpan<byte> what, int index, in TestEntry test)
    {
        TextOutput<ConsoleSink> line = Start(what);
        Number(ref line, ",\"index\":"u8, (ulong)index);
        line.Write(","u8);
        line.Write(test.Description);
        End(ref line);
    }

    private static TextOutput<ConsoleSink> Start(ReadOnlySpan<byte> what)
    {
        SerialConsole.EndLine();
        TextOutput<ConsoleSink> line = default;
        line.Write("@test {\"event\":\""u8);
        line.Write(what);
        line.Write("\""u8);
        return line;
    }

    private static void Number(ref TextOutput<ConsoleSink> line, ReadOnlySpan<byte> name, ulong value)
    {
        line.Write(name);
        line.Decimal(value);
    }

    private static void End(ref TextOutput<ConsoleSink> line)
    {
        const int Digits = 8;
        uint checksum = line.Checksum;
        line.Write(",\"crc32\":\""u8);
        line.Hex(checksum, Digits);
        line.Write("\"}\n"u8);
    }

    // RFC 8259, section 7.
    private static void Escaped(ref TextOutput<ConsoleSink> line, ReadOnlySpan<byte> text)
    {
        const int Digits = 4;
        foreach (byte character in text)
        {
            byte copy = character;
            if (character is < 0x20 or 0x7f or (byte)'"' or (byte)'\\')
            {
                line.Write("\\u"u8);
                line.Hex(character, Digits);
            }
            else
            {
                line.Write(new ReadOnlySpan<byte>(ref copy));
            }
        }
    }
}
