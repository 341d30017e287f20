using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Safety;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// Computes, from the linked Image and what boots recorded, the text that each of them must have after patching, and compares: with
/// what the boot computed itself, and with its memory.
/// </summary>
internal static class AttestVerb
{
    private const int Unusable = 2;
    private const string DumpExtension = ".text";

    public static Verb Verb { get; } = new(
        "attest",
        "ELF LOG... [--assembly DLL] [--memory DIR]     " +
        "(LOG: serial log of a boot with alt.report=json; DIR: a dump NAME.text for each NAME.log)",
        ["--assembly", "--memory"],
        Run);

    private static int Run(Arguments arguments)
    {
        (string path, string[] logs) = arguments.Inputs("linked ELF file and one log or more");
        ElfFile elf = ElfFile.Load(path);
        LinkedImage image = new(elf);
        using CallbackAssembly callbacks = new(elf, arguments.Find("--assembly") ?? Path.ChangeExtension(path, ".dll"));
        PatchedTextCheck check =
            new(image, SafetyRules.Load(Path.Combine(AppContext.BaseDirectory, "patch-safety.txt")), CapabilityRules.Load());
        int equal = 0;
        int safe = 0;
        int unusable = 0;
        HashSet<string> texts = [];
        foreach (string log in logs)
        {
            string name = Path.GetFileNameWithoutExtension(log);
            try
            {
                Attestation attestation = Attest(image, check, callbacks, log, arguments.Find("--memory"));
                Console.Out.WriteLine(
                    $"{(!attestation.IsEqual ? "DIFFERS" : attestation.IsSafe ? "equal  " : "UNSAFE ")}  {attestation.Sha256}  {name}");
                Write(attestation.Findings);
                Write(attestation.Hazards);
                safe += attestation.IsSafe ? 1 : 0;
                texts.Add(attestation.Sha256);
                equal += attestation.IsEqual ? 1 : 0;
            }
            catch (InputException e)
            {
                unusable++;
                Console.Out.WriteLine($"UNUSABLE{"",-65}  {name}");
                Write([$"{e.File}: {e.Message}"]);
            }
        }

        Console.Out.WriteLine(
            $"{logs.Length} boots: {equal} equal, {logs.Length - equal - unusable} differ, {unusable} can't be judged, " +
            $"{logs.Length - safe - unusable} unsafe; {texts.Count} different texts");
        return unusable > 0 ? Unusable : equal == logs.Length && safe == logs.Length ? 0 : 1;
    }

    private static Attestation Attest(LinkedImage image, PatchedTextCheck check, CallbackAssembly callbacks, string path, string? dumps)
    {
        BootRecord record = BootRecord.Of(ReportedLog.Load(path));
        if (!image.IsNamed(record.Image))
        {
            throw new InputException(
                path, $"the boot is of another Image, {record.Image}", $"Give the ELF file of that one, or a boot of {image.Elf.Path}");
        }

        byte[]? memory = dumps is null ? null : ReadDump(path, dumps);
        PatchedText text = TextPatcher.Run(image, record, callbacks);
        return Attestation.Of(image, record, memory, text, check.Run(text));
    }

    private static byte[] ReadDump(string path, string folder)
    {
        string name = Path.GetFileNameWithoutExtension(path) + DumpExtension;
        string dump = Path.Combine(folder, name);
        return File.Exists(dump) ? File.ReadAllBytes(dump)
            : throw new InputException(
                path, $"there is no dump {name} in {folder}", "A case with attest leaves it beside its log: qemu/boottest/README.md");
    }

    private static void Write(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.Out.WriteLine($"    {line}");
        }
    }
}
