using System;
using System.IO;
using BareMetal.AltTool.Attest;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Safety;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What <c>alt attest</c> says of a boot.</summary>
internal static class HostAttestation
{
    private static readonly SafetyRules s_rules = SafetyRules.Load(Repository.PathOf("patcher", "host", "patch-safety.txt"));

    /// <summary>Computes the text of a boot that left its memory, and compares.</summary>
    public static Attestation Of(BootLog log, ImageFile image) =>
        Of(log.Serial, log.TextInMemory ?? throw new InvalidOperationException("memory wasn't read"), image);

    /// <param name="serial">The serial log.</param>
    /// <param name="memory">What counts as text, as memory had it.</param>
    /// <param name="image">What was booted.</param>
    public static Attestation Of(string serial, byte[] memory, ImageFile image)
    {
        LinkedImage linked = new(image.Elf);
        using CallbackAssembly callbacks = new(image.Elf, Path.ChangeExtension(image.Elf.Path, ".dll"));
        BootRecord record = BootRecord.Of(ReportedLog.Parse("log", serial));
        Assert.True(linked.IsNamed(record.Image), $"a boot of {record.Image}");
        PatchedText text = TextPatcher.Run(linked, record, callbacks);
        PatchedTextCheck check = new(linked, s_rules, CapabilityRules.Load());
        return Attestation.Of(linked, record, memory, text, check.Run(text));
    }
}
