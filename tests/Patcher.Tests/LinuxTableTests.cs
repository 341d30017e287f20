using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>The alternatives of a real kernel give the words that Linux itself made of them.</summary>
public unsafe class LinuxTableTests
{
    private const CpuCap Present = CpuCap.AlwaysSystem;
    private const CpuCap Absent = CpuCap.HasRng;

    /// <summary>Linux's own callbacks depend on its state: their sites are left out, but for alt_cb_patch_nops.</summary>
    [Fact]
    public void Linux_6_1_gets_the_words_that_linux_gave_itself_on_every_recorded_cpu()
    {
        LinuxTable table = LinuxTable.OpenOrSkip();
        Assert.Equal(30_254, table.Entries.Count);
        Assert.Equal(8, table.Cpus.Count());

        foreach (string cpu in table.Cpus)
        {
            uint[] text = LinuxText.Use(table);
            Apply(table, table.Capabilities(cpu), cpu);
            Compare(table, text, cpu);
        }
    }

    /// <summary>HAS_CACHE_IDC may come from CLIDR_EL1, which isn't recorded.</summary>
    [Fact]
    public void Linux_found_the_same_capabilities_on_the_same_cpus()
    {
        LinuxTable table = LinuxTable.OpenOrSkip();
        const string Left = "HAS_CACHE_IDC";
        int compared = 0;
        foreach (QemuCpu cpu in QemuCpu.All.Where(cpu => table.Cpus.Contains(cpu.Name)))
        {
            HashSet<int> linux = table.Capabilities(cpu.Name);
            CpuCapSet ours = CpuFeatures.Detect(cpu.Registers);
            for (int cap = 0; table.CapabilityName(cap).Length != 0; cap++)
            {
                string name = table.CapabilityName(cap);
                if (cpu.Expected.ContainsKey(name) && name != Left)
                {
                    Assert.True(CpuCaps.TryParse(Encoding.ASCII.GetBytes(name), out CpuCap ourCap));
                    Assert.True(linux.Contains(cap) == ours.Has(ourCap), $"{cpu.Name}: {name}");
                    compared++;
                }
            }
        }

        Assert.Equal(7 * 22, compared);
    }

    private static void Apply(LinuxTable table, HashSet<int> capabilities, string cpu)
    {
        byte[] bytes = WithOurCapabilities(table.Bytes, capabilities);
        int words = table.Entries.Sum(entry => entry.OrigLen / 4);
        ulong end = table.TextStart + (ulong)table.Text.Length * 4;
        AltRegion region = new(null, table.TableAddress, (nuint)bytes.Length, new(table.TextStart), new(end));
        nuint arenaBytes = AltArena.BytesFor(region, words);
        void* arena = NativeMemory.AllocZeroed(arenaBytes);
        try
        {
            fixed (byte* start = bytes)
            {
                region = new((AltInstr*)start, table.TableAddress, (nuint)bytes.Length, new(table.TextStart), new(end));
                AltPlan plan = new(region, new AltArena((byte*)arena, arenaBytes, region));
                AltInputs inputs = default;
                inputs.Capabilities.Add(Present);
                Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Validate(ref plan), cpu);
                foreach (AltPass pass in (AltPass[])[AltPass.Boot, AltPass.System])
                {
                    Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Plan(ref plan, pass, inputs, default), cpu);
                    Assert.True(Alternatives<LinuxText, LinuxText, TestErrors>.Commit(ref plan, pass), cpu);
                }
            }
        }
        finally
        {
            NativeMemory.Free(arena);
        }
    }

    /// <summary>Our numbers, of which only two are needed: one that is present and one that isn't.</summary>
    private static byte[] WithOurCapabilities(byte[] table, HashSet<int> present)
    {
        byte[] bytes = [.. table];
        foreach (ref AltInstr entry in MemoryMarshal.Cast<byte, AltInstr>(bytes.AsSpan()))
        {
            int cap = entry.Cap & ~AltInstr.CallbackBit;
            entry.Cap = (ushort)((entry.Cap & AltInstr.CallbackBit) | (ushort)(present.Contains(cap) ? Present : Absent));
        }

        return bytes;
    }

    private static void Compare(LinuxTable table, uint[] text, string cpu)
    {
        uint[] after = table.After(cpu);
        int at = 0;
        int compared = 0;
        for (int i = 0; i < table.Entries.Count; i++)
        {
            TestEntry entry = table.Entries[i];
            int words = entry.OrigLen / 4;
            bool isComparable = table.CallbackName(entry) is "" or "alt_cb_patch_nops";
            for (int word = 0; word < words && isComparable; word++, compared++)
            {
                uint ours = text[table.WordIndex(entry.Original) + word];
                if (ours != after[at + word])
                {
                    Assert.Fail($"{cpu}, entry {i}, word {word} at 0x{entry.Original:x}: Linux has {after[at + word]:x8}, the plan {ours:x8}");
                }
            }

            at += words;
        }

        Assert.Equal(after.Length, at);
        Assert.InRange(compared, 34_000, after.Length);
    }
}
