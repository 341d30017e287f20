using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// A case as a job definition of LAVA, which schedules boards and judges by itself: each expected line and the verdict is a result of an
/// interactive test. What only the runner checks (whole reports, image hashes, capabilities) isn't in it.
/// </summary>
public static class LavaJob
{
    private const int DeploySeconds = 300;

    private static readonly Dictionary<string, string> s_deviceTypes = new(StringComparer.Ordinal)
    {
        [BootCase.VirtMachine] = "qemu",
        ["raspi4b"] = "bcm2711-rpi-4-b",
        ["raspi3b"] = "bcm2837-rpi-3-b",
    };

    private static readonly JsonSerializerOptions s_quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Why LAVA can't run a case; null where it can.</summary>
    public static string? Refusal(TestCase test)
    {
        return test.Skip
            ?? (!s_deviceTypes.ContainsKey(test.Boot.Machine) ? $"no device type is known for machine {test.Boot.Machine}"
            : test.Boot.LoadAddress is not null || test.Boot.ExceptionLevel == 3
                ? "load and el 3 put code of our own before the image, which only qemu/run does"
            : test.Boot.Chain is not null ? "a chain is a script that starts QEMU, as LAVA does itself"
            : null);
    }

    /// <summary>The YAML text.</summary>
    /// <param name="test">The case.</param>
    /// <param name="url">Where the lab gets a file of the case.</param>
    public static string Of(TestCase test, Func<string, string> url)
    {
        int seconds = (int)Math.Ceiling(test.Boot.TimeLimit.TotalSeconds);
        IEnumerable<string> lines =
        [
            $"# {Path.GetFileName(test.Source)}: boottest lava",
            $"device_type: {s_deviceTypes[test.Boot.Machine]}",
            $"job_name: {Quote(test.Name)}",
            "priority: medium",
            "visibility: public",
            "timeouts:",
            $"  job: {{ seconds: {DeploySeconds + (2 * seconds)} }}",
            $"  action: {{ seconds: {seconds} }}",
            $"  connection: {{ seconds: {seconds} }}",
            .. test.Boot.IsVirt ? Context(test.Boot) : [],
            "actions:",
            "- deploy:",
            $"    timeout: {{ seconds: {DeploySeconds} }}",
            .. test.Boot.IsVirt ? QemuBoot(test.Boot, seconds, url) : BoardBoot(test.Boot, seconds, url),
            "- test:",
            $"    timeout: {{ seconds: {seconds} }}",
            "    interactive:",
            $"    - name: {Quote(Identifier(test.Name))}",
            "      prompts: ['(?!)'] # nothing is one",
            "      script:",
            .. Script(test),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static IEnumerable<string> Context(BootCase boot)
    {
        string[] machine = ["virt", "dtb-randomness=off", .. boot.ExceptionLevel == 2 ? ["virtualization=on"] : (string[])[]];
        string[] options =
        [
            "-smp", boot.CpuCount.ToString(CultureInfo.InvariantCulture), "-no-reboot",
            "-semihosting-config", $"enable={(boot.Semihosting ? "on" : "off")},target=native",
            .. boot.QemuArguments,
        ];
        return
        [
            "context:",
            "  arch: arm64",
            $"  machine: {Quote(string.Join(',', machine))}",
            $"  cpu: {Quote(boot.Cpu)}",
            $"  memory: {Quote(boot.Memory)}",
            $"  extra_options: [{string.Join(", ", options.Select(Quote))}]",
        ];
    }

    private static IEnumerable<string> QemuBoot(BootCase boot, int seconds, Func<string, string> url)
    {
        string Image(string label, string file, string argument) =>
            $"      {label}: {{ url: {Quote(url(file))}, image_arg: {Quote(argument)} }}";

        yield return "    to: tmpfs";
        yield return "    images:";
        yield return Image("kernel", boot.Image!, $"-kernel {{kernel}} -append \"{BootArguments(boot)}\"");
        if (boot.DeviceTree is { } tree)
        {
            yield return Image("dtb", tree, "-dtb {dtb}");
        }

        yield return "- boot:";
        yield return $"    timeout: {{ seconds: {seconds} }}";
        yield return "    method: qemu";
        yield return "    media: tmpfs";
    }

    // {KERNEL} and the others are LAVA's to fill in.

    private static IEnumerable<string> BoardBoot(BootCase boot, int seconds, Func<string, string> url)
    {
        bool hasTree = boot.DeviceTree is not null;
        yield return "    to: tftp";
        yield return $"    kernel: {{ url: {Quote(url(boot.Image!))}, type: image }}";
        if (hasTree)
        {
            yield return $"    dtb: {{ url: {Quote(url(boot.DeviceTree!))} }}";
        }

        yield return "- boot:";
        yield return $"    timeout: {{ seconds: {seconds} }}";
        yield return "    method: u-boot";
        yield return "    commands:";
        yield return "    - 'setenv autoload no'";
        yield return "    - 'dhcp'";
        yield return "    - 'setenv serverip {SERVER_IP}'";
        yield return "    - 'tftp {KERNEL_ADDR} {KERNEL}'";
        if (hasTree)
        {
            yield return "    - 'tftp {DTB_ADDR} {DTB}'";
        }

        yield return $"    - {Quote($"setenv bootargs '{BootArguments(boot)}'")}";
        yield return $"    - 'booti {{KERNEL_ADDR}} - {(hasTree ? "{DTB_ADDR}" : "${fdtcontroladdr}")}'";
    }

    private static IEnumerable<string> Script(TestCase test)
    {
        string[] forbidden = [.. test.Forbid.Select(pattern => pattern.ToRegex())];
        (string passed, string? failed) = Verdicts(test.Verdict);
        string[] failures = failed is null ? forbidden : [.. forbidden, failed];
        string[] steps = [.. test.Expect.Select(pattern => pattern.ToRegex()), passed];
        for (int index = 0; index < steps.Length; index++)
        {
            yield return $"      - name: {(index == steps.Length - 1 ? "verdict" : $"expected-{index + 1}")}";
            yield return "        command: null";
            yield return "        wait_for_prompt: false";
            yield return $"        successes: [{{ message: {Quote(steps[index])} }}]";
            if (failures.Length > 0)
            {
                IEnumerable<string> messages = failures.Select(text => $"{{ message: {Quote(text)}, exception: TestError }}");
                yield return $"        failures: [{string.Join(", ", messages)}]";
            }
        }
    }

    private static (string Passed, string? Failed) Verdicts(VerdictRule rule)
    {
        return !rule.IsOurs ? (rule.PassPattern!.ToRegex(), rule.FailPattern?.ToRegex())
            : rule.Expected.Passed
                ? (OnALine(SerialVerdict.Pass), OnALine(SerialVerdict.FailurePattern(SerialVerdict.NamePattern, SerialVerdict.CodePattern)))
            : (OnALine(
                SerialVerdict.FailurePattern(rule.Expected.Name, rule.AnyCode ? SerialVerdict.CodePattern : $"{rule.Expected.Code}")),
                    OnALine(SerialVerdict.Pass));
    }

    private static string OnALine(string verdict) => $@"(?:^|[\r\n]){SerialVerdict.TimePattern}{verdict}[\r\n]";

    // Semihosting calls are for QEMU; on a board nothing answers them.

    private static string BootArguments(BootCase boot) => boot.Exit switch
    {
        GuestExit.Semihosting when boot.IsVirt => $"baremetal.exit=semihosting {boot.Append}".TrimEnd(),
        GuestExit.Watchdog => $"baremetal.exit=watchdog {boot.Append}".TrimEnd(),
        _ => boot.Append,
    };

    private static string Identifier(string name) =>
        string.Concat(name.Select(value => char.IsAsciiLetterOrDigit(value) || value is '.' or '-' ? value : '_'));

    private static string Quote(string text) => JsonSerializer.Serialize(text, s_quoted);
}
