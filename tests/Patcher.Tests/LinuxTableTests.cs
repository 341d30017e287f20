using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using BareMetal.Bench;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>The alternatives of a real kernel give the words that Linux itself made of them.</summary>
// SAFETY: the table is pinned, and the arena allocated as large as BytesFor says, until the region is applied.
[Trait("Area", "Table and plan")]
[Trait("Linux", "Linux's own words on Linux's own table")]
public unsafe class LinuxTableTests
{
    private const int ShownDifferences = 10;

    /// <summary>
    /// How many runs of ascending originals the recorded table has: as many as its linker inputs alternated between sections.
    /// </summary>
    private const int LinuxRuns = 182;

    [Fact]
    public void Linux_6_1_gets_the_words_that_linux_gave_itself_on_every_recorded_cpu()
    {
        LinuxTable table = OpenOrSkip();
        Assert.Equal(30_254, table.Entries.Count);
        Assert.Equal(8, table.Cpus.Count);

        foreach (LinuxCpu cpu in table.Cpus)
        {
            uint[] text = LinuxText.Use(table, cpu.State);
            Apply(table, cpu, 0, table.Entries.Count, table.TextStart, table.TextEnd);
            Assert.Empty(table.Differences(text, cpu).Take(ShownDifferences));
        }
    }

    /// <summary>A region for each run of ascending originals: its part of the table, and only the text that this part names.</summary>
    [Fact]
    public void Linux_6_1_gets_the_same_words_when_it_is_applied_region_by_region()
    {
        LinuxTable table = OpenOrSkip();
        List<Range> runs = [.. AscendingRuns(table.Entries)];
        Assert.Equal(LinuxRuns, runs.Count);

        foreach (LinuxCpu cpu in table.Cpus)
        {
            uint[] text = LinuxText.Use(table, cpu.State);
            foreach (Range run in runs)
            {
                (int first, int count) = run.GetOffsetAndLength(table.Entries.Count);
                LinuxEntry[] entries = [.. table.Entries.Skip(first).Take(count)];
                Apply(table, cpu, first, count, entries.Min(Start), entries.Max(End));
            }

            Assert.Empty(table.Differences(text, cpu).Take(ShownDifferences));
        }
    }

    /// <summary>HAS_CACHE_IDC may come from CLIDR_EL1, which isn't recorded.</summary>
    [Fact]
    public void Linux_found_the_same_capabilities_on_the_same_cpus()
    {
        LinuxTable table = OpenOrSkip();
        const string Left = "HAS_CACHE_IDC";
        int compared = 0;
        foreach ((QemuCpu cpu, LinuxCpu linux) in QemuCpu.All.Join(table.Cpus, cpu => cpu.Name, linux => linux.Name, ValueTuple.Create))
        {
            CpuCapSet ours = CpuFeatures.Detect(cpu.Registers);
            for (int cap = 0; table.CapabilityName(cap).Length != 0; cap++)
            {
                string name = table.CapabilityName(cap);
                if (cpu.Expected.ContainsKey(name) && name != Left)
                {
                    Assert.True(CpuCaps.TryParse(Encoding.ASCII.GetBytes(name), out CpuCap ourCap));
                    Assert.True(linux.Capabilities.Contains(cap) == ours.Has(ourCap), $"{cpu.Name}: {name}");
                    compared++;
                }
            }
        }

        Assert.Equal(7 * 22, compared);
    }

    private static LinuxTable OpenOrSkip()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "BareMetal.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        LinuxTable? table = LinuxTable.Open(root ?? "");
        Assert.SkipWhen(table is null, LinuxTable.Missing);
        return table!;
    }

    private static IEnumerable<Range> AscendingRuns(IReadOnlyList<LinuxEntry> entries)
    {
        int start = 0;
        for (int i = 1; i <= entries.Count; i++)
        {
            if (i == entries.Count || entries[i].Original < entries[i - 1].Original)
            {
                yield return start..i;
                start = i;
            }
        }
    }

    private static ulong Start(LinuxEntry entry) => entry.AltLen == 0 ? entry.Original : Math.Min(entry.Original, entry.Alternative);

    private static ulong End(LinuxEntry entry) =>
        Math.Max(entry.Original + entry.OrigLen, entry.AltLen == 0 ? 0 : entry.Alternative + entry.AltLen);

    /// <summary>Applies some entries of the table as a region of their own, with the text between two addresses.</summary>
    private static void Apply(LinuxTable table, LinuxCpu cpu, int first, int count, ulong textStart, ulong textEnd)
    {
        AltInputs inputs = new() { Capabilities = table.CapabilitiesOf(cpu) };
        byte[] bytes = table.BytesFor(cpu)[(first * AltInstr.Bytes)..((first + count) * AltInstr.Bytes)];
        fixed (byte* start = bytes)
        {
            ulong address = table.TableAddress + (ulong)(first * AltInstr.Bytes);
            AltRegion region = new((AltInstr*)start, address, (nuint)bytes.Length, new(textStart), new(textEnd));
            nuint arenaBytes = AltArena.BytesFor(region, table.Entries.Skip(first).Take(count).Sum(entry => entry.Words));
            void* arena = NativeMemory.AllocZeroed(arenaBytes);
            try
            {
                AltPlan plan = new(region, new AltArena((byte*)arena, arenaBytes, region));
                Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Validate(ref plan), cpu.Name);
                foreach (AltPass pass in (AltPass[])[AltPass.Boot, AltPass.System])
                {
                    Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Plan(ref plan, pass, inputs, default), cpu.Name);
                    Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Commit(ref plan, pass), cpu.Name);
                }
            }
            finally
            {
                NativeMemory.Free(arena);
            }
        }
    }
}
