using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Show;

/// <summary>Shows what a boot did to each site: the instructions before and after.</summary>
internal static class ShowVerb
{
    public static Verb Verb { get; } = new(
        "show",
        "ELF --report REPORT     (REPORT: serial log of a boot with alt.report=json)",
        ["--report"],
        Run);

    private static int Run(Arguments arguments)
    {
        string path = arguments.SingleInput("linked ELF file");
        ElfFile elf = ElfFile.Load(path);
        SerialReport report = Load(ReportedLog.Load(arguments.Require("--report")));
        CheckBelongs(elf, report.Entries);
        EntryLine[] sites = [.. report.OnePerSite()];
        Dictionary<ulong, string> before = GnuDisassembler.Run(Words(sites, s => s.Old));
        Dictionary<ulong, string> after = GnuDisassembler.Run(Words(sites, s => s.New));
        Dictionary<ulong, string> lines = SourceLines.Run(path, Array.ConvertAll(sites, site => site.Orig));
        var text = new SiteText(CodeSymbols.Of(elf), lines, before, after, useColour: !Console.IsOutputRedirected);
        foreach (EntryLine site in sites)
        {
            Console.Out.WriteLine(text.Of(site));
        }

        return 0;
    }

    /// <summary>The report of a log. A damaged one is refused, not shown in part.</summary>
    public static SerialReport Load(ReportedLog log)
    {
        log.RequireIntact(LineKind.Boot, LineKind.Entry, LineKind.Summary);
        return log.Report;
    }

    /// <summary>The old words of a report are those of the linked file: else the names would be of another Image.</summary>
    private static void CheckBelongs(ElfFile elf, IEnumerable<EntryLine> sites)
    {
        foreach (EntryLine site in sites)
        {
            ReadOnlySpan<byte> code = elf.ReadAt(site.Orig, (ulong)site.Old.Count * sizeof(uint));
            for (int i = 0; i < site.Old.Count; i++)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(code[(i * sizeof(uint))..]) != site.Old[i])
                {
                    string reason = $"site {site.Index} at 0x{site.Orig:x} doesn't hold what the report says";
                    throw elf.Bad(reason, "Take the report from a boot of this very Image");
                }
            }
        }
    }

    private static Dictionary<ulong, uint> Words(EntryLine[] sites, Func<EntryLine, IReadOnlyList<uint>> choose)
    {
        var words = new Dictionary<ulong, uint>();
        foreach (EntryLine site in sites)
        {
            IReadOnlyList<uint> chosen = choose(site);
            for (int i = 0; i < chosen.Count; i++)
            {
                words[site.Orig + (ulong)(i * sizeof(uint))] = chosen[i];
            }
        }

        return words;
    }
}
