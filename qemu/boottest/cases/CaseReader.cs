using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Makes a <see cref="TestCase"/> of the settings of one row. File names are relative to the case file.</summary>
internal sealed partial class CaseReader(string file, CaseValue place, CaseSettings settings)
{
    private const int MaximumSeconds = 24 * 60 * 60;
    private const int MaximumCode = 255;
    private const int MaximumCpus = 512;
    private const int MaximumBoots = 1_000_000;
    private const int MaximumDepth = 4;

    private static readonly string[] s_boardOwn = ["cpu", "smp", "mem"];
    private static readonly (string, GuestExit)[] s_exits =
        [("semihosting", GuestExit.Semihosting), ("poweroff", GuestExit.Psci), ("watchdog", GuestExit.Watchdog)];

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

    public TestCase Read()
    {
        VerdictRule verdict = Verdict();
        BootCase boot = Boot(verdict.IsOurs);
        return new TestCase
        {
            Name = Text("name") ?? throw place.Wrong("name is missing"),
            Source = file,
            Boot = boot,
            Verdict = verdict,
            EndsAtVerdict = settings.Single("end")?.Choice(("exit", false), ("verdict", true)) ?? false,
            ExitCode = settings.Single("exitCode")?.Number(0, MaximumCode),
            Expect = Patterns("expect"),
            Forbid = Patterns("forbid"),
            Report = settings.Single("report")?.Flag() ?? false,
            Attest = settings.Single("attest")?.Flag() ?? false,
            Capabilities = FilePath("capabilities"),
            CapabilitiesOf = Text("capabilitiesOf") ?? boot.Cpu,
            Needs = [.. settings.List("needs").Select(value => FullPath(Substitute(value)))],
            NeedsQemu = settings.Single("needsQemu") is { } version ? ParseVersion(version) : null,
            Repeat = settings.Single("repeat")?.Number(1, MaximumBoots) ?? 1,
            Skip = Text("skip"),
        };
    }

    private BootCase Boot(bool ours)
    {
        BootCase defaults = new() { Machine = Text("machine") ?? BootCase.VirtMachine };
        foreach (string name in s_boardOwn)
        {
            if (!defaults.IsVirt && settings.Single(name) is { } value)
            {
                throw value.Wrong($"{defaults.Machine} has the CPUs and the RAM of its board: leave {name} out");
            }
        }

        return defaults with
        {
            Image = FilePath("image") ?? throw place.Wrong("image is missing: here or in defaults"),
            Cpu = Text("cpu") ?? defaults.Cpu,
            ExceptionLevel = settings.Single("el")?.Number(1, 3) ?? defaults.ExceptionLevel,
            CpuCount = settings.Single("smp")?.Number(1, MaximumCpus) ?? defaults.CpuCount,
            Memory = Text("mem") ?? defaults.Memory,
            Append = Text("append") ?? defaults.Append,
            Exit = settings.Single("exit")?.Choice(s_exits) ?? (ours ? GuestExit.Semihosting : GuestExit.Psci),
            Semihosting = settings.Single("semihosting")?.Flag() ?? defaults.Semihosting,
            Coherence = settings.Single("coherence")?.Flag(),
            ElfFile = FilePath("elf"),
            LoadAddress = Text("load"),
            DeviceTree = FilePath("dtb"),
            Chain = FilePath("chain"),
            HeaderFlags = HeaderFlags(),
            Uart = Text("uart") ?? defaults.Uart,
            HasVerdict = ours,
            TimeLimit =
                settings.Single("timeLimit") is { } time ? TimeSpan.FromSeconds(time.Number(1, MaximumSeconds)) : defaults.TimeLimit,
            OutputLimit = settings.Single("outputLimit")?.Number(1, int.MaxValue) ?? defaults.OutputLimit,
            QemuArguments = [.. settings.List("qemu").Select(value => Substitute(value))],
        };
    }

    private int? HeaderFlags()
    {
        return settings.Single("flags") is not { } value ? null
            : settings.Single("chain") is not null ? value.Number(0, int.MaxValue)
            : throw value.Wrong("only a chain writes flags into memory, and this row has none");
    }

    // "PASS", "FAIL name", "FAIL name (code)", or { "pass": pattern, "fail": pattern }.
    private VerdictRule Verdict()
    {
        if (settings.Single("verdict") is not { } value)
        {
            return VerdictRule.Pass;
        }

        if (value.Json.ValueKind == JsonValueKind.Object)
        {
            Dictionary<string, CaseValue> members = value.Members().ToDictionary(member => member.Name, value.At, StringComparer.Ordinal);
            return members.Remove("pass", out CaseValue pass) & (!members.Remove("fail", out CaseValue fail) | members.Count == 0)
                && members.Count == 0
                ? new VerdictRule
                {
                    Expected = VerdictRule.Pass.Expected,
                    PassPattern = Pattern(pass),
                    FailPattern = fail.Path is null ? null : Pattern(fail),
                }
                : throw value.Wrong("""{ "pass": pattern, "fail": pattern } is wanted, fail may be left out""");
        }

        string text = Substitute(value);
        return SerialVerdict.Parse(text) is { } verdict ? new VerdictRule { Expected = verdict }
            : SerialVerdict.Parse($"{text} (0)") is { Passed: false } any ? new VerdictRule { Expected = any, AnyCode = true }
            : throw value.Wrong($"'{text}' is none of PASS, FAIL name, FAIL name (code)");
    }

    private LinePattern[] Patterns(string name) => [.. settings.List(name).Select(Pattern)];

    // "text", or { "regex": "expression" }.
    private LinePattern Pattern(CaseValue value)
    {
        if (value.Json.ValueKind == JsonValueKind.String)
        {
            return LinePattern.Literal(NotEmpty(value, Substitute(value)));
        }

        CaseValue[] members = value.Json.ValueKind == JsonValueKind.Object ? [.. value.Members().Select(value.At)] : [];
        if (members is not [{ Json.ValueKind: JsonValueKind.String } expression]
            || !expression.Path.EndsWith(".regex", StringComparison.Ordinal))
        {
            throw value.Wrong("""a text or { "regex": "expression" } is wanted""");
        }

        try
        {
            return LinePattern.Regex(NotEmpty(expression, Substitute(expression)));
        }
        catch (ArgumentException exception)
        {
            throw expression.Wrong(exception.Message);
        }
    }

    private static Version ParseVersion(CaseValue value)
    {
        string text = value.Text();
        return Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0", out Version? version)
            ? version
            : throw value.Wrong($"'{text}' is no version such as 9 or 9.1");
    }

    private string? Text(string name) => settings.Single(name) is { } value ? Substitute(value) : null;

    private string? FilePath(string name) => settings.Single(name) is { } value ? FullPath(NotEmpty(value, Substitute(value))) : null;

    private string FullPath(string path) => Path.GetFullPath(path, _folder);

    private static string NotEmpty(CaseValue value, string text) =>
        text.Length > 0 ? text : throw value.Wrong("an empty text matches every line");

    private string Substitute(CaseValue value) => Substitute(value, MaximumDepth);

    // {cpu} in a text is this row's cpu, and so on for each member that isn't a list.
    private string Substitute(CaseValue value, int depth)
    {
        return Placeholder().Replace(value.Text(), match =>
        {
            CaseValue member =
                settings.Single(match.Groups[1].Value) ?? throw value.Wrong($"{match.Value}: this row has no {match.Groups[1].Value}");
            return depth > 0 ? Substitute(member, depth - 1) : throw value.Wrong($"{match.Value} leads in a circle");
        });
    }

    [GeneratedRegex(@"\{([a-z][A-Za-z]*)\}")]
    private static partial Regex Placeholder();
}
