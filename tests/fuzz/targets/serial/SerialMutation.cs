using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BareMetal.Fuzz;

/// <summary>Changes of a serial log by lines and words; half of them have the right checksums afterwards.</summary>
internal static class SerialMutation
{
    private const int HeaderBytes = 2;

    private static readonly string[] s_words =
    [
        "PASS", "FAIL panic (5)", "FAIL panic (0)", "FAIL x (999999999)", "[    0.000000] ", "[", "] ", "\x1b[0m", "\x1b[2;1H", "\x1b",
        "\r", "\0", "\n", "null", "{}", "[]",
        "\"\"", "\\ud800", "\\u0000", "1e99", "1.5", "-1", "2147483647", "2147483648", "9223372036854775807", "18446744073709551616", "0x",
        "0xffffffffffffffff",
        "@boot ", "@alt ", "@alt-summary ", "@idregs ", "@inputs ", "@test {", "\"cpu\":", "\"index\":", "\"tests\":", "\"first\":",
        "\"run\":", "\"event\":\"end\"",
        "\"event\":\"start\"", "\"event\":\"finish\"", "\"result\":\"passed\"", "\"microseconds\":", "\"crc32\":\"00000000\"", "patched",
        "kept", "failed", "planned", "alternatives:", "BUG", "é",
    ];

    /// <summary>A boot with a report, one whose program is tests, and what is neither.</summary>
    public static IEnumerable<byte[]> Seeds =>
        new[] { Boot, Tests, "PASS\n", "[    1.0] FAIL panic (5)\n", "" }.Select(
            (text, index) => (byte[])[(byte)(index * 4), 0, .. Latin(text)]);

    private static string Boot => WithChecksums("""
        @boot {"schema":1,"version":"0.1.0","image":"sha256:00"}
        [    0.000001] CPU features: detected: CRC32 instructions
        @idregs {"cpu":0,"midr_el1":"0x00000000411fd040"}
        @inputs {"cpus":1,"effective":{},"conduit":"hvc","cntfrq":62500000,"el":1,"load":"0x0000000040200000","voffset":"0xffff800040000000","bootargs":"alt.report=json"}
        @alt {"index":0,"orig":"0xffff800080001000","cap":"HAS_CRC32","callback":null,"action":"patched","old":["0xd503201f"],"new":["0x9ac04c00"]}
        @alt {"index":1,"orig":"0xffff800080001004","cap":"ALWAYS_SYSTEM","callback":"bm_cb_nops","action":"kept","old":["0xd503201f"],"new":["0xd503201f"]}
        @alt-summary {"entries":2,"patched":1,"kept":1,"failed":0,"callbacks":0,"words":1,"lines":1,"errors":0,"crc32":"00000000"}
        [    0.000002] alternatives: done
        PASS

        """);

    private static string Tests => WithChecksums("""
        @test {"event":"begin","tests":2,"first":0,"crc32":"00000000"}
        @test {"event":"list","index":0,"class":"A","name":"a","file":"a.cs","line":1,"fault":"None","crc32":"00000000"}
        @test {"event":"list","index":1,"class":"A","name":"b","file":"a.cs","line":2,"fault":"None","crc32":"00000000"}
        @test {"event":"start","index":0,"class":"A","name":"a","file":"a.cs","line":1,"fault":"None","crc32":"00000000"}
        said by a
        @test {"event":"end","index":0,"class":"A","name":"a","file":"a.cs","line":1,"fault":"None","result":"passed","microseconds":12,"message":"","crc32":"00000000"}
        @test {"event":"start","index":1,"class":"A","name":"b","file":"a.cs","line":2,"fault":"None","crc32":"00000000"}
        @test {"event":"end","index":1,"class":"A","name":"b","file":"a.cs","line":2,"fault":"None","result":"passed","microseconds":3,"message":"","crc32":"00000000"}
        @test {"event":"finish","run":2,"crc32":"00000000"}
        PASS

        """);

    /// <summary>Makes one change.</summary>
    public static void Mutate(Random random, InputBuffer input)
    {
        if (input.Length <= HeaderBytes)
        {
            input.Set([.. input.Bytes, .. Latin("\nPASS\n")]);
            return;
        }

        List<string> lines = [.. Encoding.Latin1.GetString(input.Bytes[HeaderBytes..]).Split('\n')];
        int line = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0:
                lines.Insert(random.Next(lines.Count), lines[line]);
                break;
            case 1:
                lines.RemoveAt(line);
                break;
            case 2:
                lines[line] = ReplaceNumber(random, lines[line]);
                break;
            default:
                int at = random.Next(lines[line].Length + 1);
                lines[line] = lines[line].Insert(at, s_words[random.Next(s_words.Length)]);
                break;
        }

        string text = string.Join('\n', lines);
        text = random.Next(2) == 0 ? WithChecksums(text) : text;
        byte[] bytes = [.. input.Bytes[..HeaderBytes], .. Latin(text)];
        input.Set(bytes);
    }

    private static string ReplaceNumber(Random random, string line)
    {
        int[] digits =
        [
            .. Enumerable.Range(0, line.Length)
                .Where(at => char.IsAsciiDigit(line[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(line[at - 1]))),
        ];
        if (digits.Length == 0)
        {
            return line;
        }

        int start = digits[random.Next(digits.Length)];
        int end = start;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
        {
            end++;
        }

        return string.Concat(
            line.AsSpan(0, start), random.Next(2) == 0 ? $"{random.Next(8)}" : s_words[random.Next(19, 27)], line.AsSpan(end));
    }

    // Of each line of a test its own, of the summary that of all entries before it.
    private static string WithChecksums(string text)
    {
        const string Member = "\"crc32\":\"";
        string[] lines = text.Split('\n');
        IEnumerable<string> counted = lines.Where(line => line.StartsWith("@alt ", StringComparison.Ordinal)).Select(line => $"{line}\n");
        string entries = SerialModel.ChecksumOf(string.Concat(counted));
        for (int index = 0; index < lines.Length; index++)
        {
            int member = lines[index].LastIndexOf(Member, StringComparison.Ordinal);
            if (member < 1 || lines[index].Length < member + Member.Length + 8)
            {
                continue;
            }

            bool isTest = lines[index].StartsWith("@test", StringComparison.Ordinal);
            string checksum = isTest ? SerialModel.ChecksumOf(lines[index][..(member - 1)]) : entries;
            lines[index] =
                string.Concat(lines[index].AsSpan(0, member + Member.Length), checksum, lines[index].AsSpan(member + Member.Length + 8));
        }

        return string.Join('\n', lines);
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
