using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using BareMetal.AltTool.Replay;
using BareMetal.AltTool.Serial;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>One boot, and its text computed again here.</summary>
/// <param name="Sha256">What is computed here.</param>
/// <param name="Findings">What the boot, or memory, has otherwise; empty where all are equal.</param>
/// <param name="Hazards">What this machine may get wrong of the text, equal or not.</param>
internal sealed record Attestation(string Sha256, IReadOnlyList<string> Findings, IReadOnlyList<string> Hazards)
{
    private const int MaxWords = 5;

    public bool IsEqual => Findings.Count == 0;

    public bool IsSafe => Hazards.Count == 0;

    /// <param name="image">What was booted.</param>
    /// <param name="record">What the boot recorded.</param>
    /// <param name="memory">What counts as text, dumped at the end of the boot; null without a dump.</param>
    /// <param name="text">What it has to be.</param>
    /// <param name="hazards">What is wrong with that.</param>
    public static Attestation Of(
        LinkedImage image, BootRecord record, byte[]? memory, PatchedText text, IReadOnlyList<string> hazards)
    {
        List<string> findings = [.. text.Findings];
        ulong start = image.Symbols.TextStart + LinkedImage.HeaderBytes;
        ulong bytes = image.Symbols.TextEnd - start;
        if (record.Text.Address != start || (ulong)record.Text.Bytes != bytes)
        {
            findings.Add($"the boot says of {record.Text.Bytes} bytes at 0x{record.Text.Address:x}, text is {bytes} bytes at 0x{start:x}");
        }

        ReportedInputs inputs = record.Inputs;
        if (inputs.Load + inputs.VirtualOffset != image.Start)
        {
            findings.Add(
                $"the boot says that VA less PA is 0x{inputs.VirtualOffset:x}, " +
                $"but it is 0x{image.Start - inputs.Load:x} of an Image at 0x{inputs.Load:x}");
        }

        if (record.Text.Sha256 != text.Sha256)
        {
            findings.Add($"the boot says {record.Text.Sha256}");
        }

        if (memory is not null && Convert.ToHexStringLower(SHA256.HashData(memory)) is var dumped && dumped != text.Sha256)
        {
            findings.Add($"memory has {dumped}{(memory.Length == (int)bytes ? "" : $", of {memory.Length} bytes in place of {bytes}")}");
        }

        if (findings.Count > text.Findings.Count)
        {
            AddErrors(text, findings);
            AddSites(image, record.Report, text, findings);
            AddWords(image, memory, text, findings);
        }

        return new Attestation(text.Sha256, findings, hazards);
    }

    private static void AddErrors(PatchedText text, List<string> findings)
    {
        foreach (string error in text.Errors)
        {
            findings.Add($"refused here: {error}");
        }
    }

    /// <summary>What the boot planned, where its report is whole: it says where a difference comes from.</summary>
    private static void AddSites(LinkedImage image, SerialReport report, PatchedText text, List<string> findings)
    {
        int found = 0;
        foreach (EntryLine site in report.IsWhole ? report.OnePerSite() : [])
        {
            for (int word = 0; word < site.New.Count; word++)
            {
                ulong address = site.Orig + (ulong)(word * A64.WordBytes);
                uint here = Word(text.Bytes, address - image.Symbols.TextStart);
                if (here != site.New[word] && ++found <= MaxWords)
                {
                    findings.Add(
                        $"entry {site.Index}, {site.Callback ?? site.Capability}, {image.Symbols.Describe(address)}: " +
                        $"the boot planned 0x{site.New[word]:x8}, here it is 0x{here:x8}");
                }
            }
        }

        AddRest(found, findings);
    }

    private static void AddWords(LinkedImage image, byte[]? memory, PatchedText text, List<string> findings)
    {
        int found = 0;
        for (int offset = 0;
            memory is not null && offset + A64.WordBytes <= Math.Min(memory.Length, text.Bytes.Length - LinkedImage.HeaderBytes);
                offset += A64.WordBytes)
        {
            uint here = Word(text.Bytes, (ulong)(offset + LinkedImage.HeaderBytes));
            uint there = Word(memory, (ulong)offset);
            if (here != there && ++found <= MaxWords)
            {
                ulong address = image.Symbols.TextStart + (ulong)(offset + LinkedImage.HeaderBytes);
                findings.Add($"{image.Symbols.Describe(address)} at 0x{address:x}: memory has 0x{there:x8}, here it is 0x{here:x8}");
            }
        }

        AddRest(found, findings);
    }

    private static void AddRest(int found, List<string> findings)
    {
        if (found > MaxWords)
        {
            findings.Add($"and {found - MaxWords} more words");
        }
    }

    private static uint Word(byte[] bytes, ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(checked((int)offset)));
}
