using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
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
        string report = arguments.Require("--report");
        List<SiteReport> entries = BootReport.Parse(report, File.ReadAllText(report));
        CheckBelongs(elf, entries);
        List<SiteReport> sites = SiteReport.OnePerSite(entries);
        Dictionary<ulong, string> before = GnuDisassembler.Run(Words(sites, s => s.Old));
        Dictionary<ulong, string> after = GnuDisassembler.Run(Words(sites, s => s.New));
        Dictionary<ulong, string> lines = SourceLines.Run(path, sites.ConvertAll(site => site.Address));
        var text = new SiteText(CodeSymbols.Of(elf), lines, before, after, useColour: !Console.IsOutputRedirected);
        foreach (SiteReport site in sites)
        {
            Console.Out.WriteLine(text.Of(site));
        }

        return 0;
    }

    /// <summary>The old words of a report are those of the linked file: else the names would be of another Image.</summary>
    private static void CheckBelongs(ElfFile elf, List<SiteReport> sites)
    {
        foreach (SiteReport site in sites)
        {
            ReadOnlySpan<byte> code = elf.ReadAt(site.Address, (ulong)site.Old.Length * sizeof(uint));
            for (int i = 0; i < site.Old.Length; i++)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(code[(i * sizeof(uint))..]) != site.Old[i])
                {
                    string reason = $"site {site.Index} at 0x{site.Address:x} doesn't hold what the report says";
                    throw elf.Bad(reason, "Take the report from a boot of this very Image");
                }
            }
        }
    }

    private static Dictionary<ulong, uint> Words(List<SiteReport> sites, Func<SiteReport, uint[]> choose)
    {
        var words = new Dictionary<ulong, uint>();
        foreach (SiteReport site in sites)
        {
            uint[] chosen = choose(site);
            for (int i = 0; i < chosen.Length; i++)
            {
                words[site.Address + (ulong)(i * sizeof(uint))] = chosen[i];
            }
        }

        return words;
    }
}
