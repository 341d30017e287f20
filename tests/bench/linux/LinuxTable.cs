using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using BareMetal.Patcher;

namespace BareMetal.Bench;

/// <summary>
/// The alternatives of a real Linux kernel and what Linux made of them, recorded beside the repository (../shared/oracle). The data is
/// not part of the repository: what needs it is skipped where it isn't there.
/// </summary>
public sealed class LinuxTable
{
    private const string Folder = "shared/oracle/linux-6.1";
    private const int EntriesOffset = 8;
    private const int RowsOffset = 32;

    private readonly string _folder;
    private readonly JsonElement _description;

    private LinuxTable(string folder)
    {
        _folder = folder;
        _description = Json("base.json");
        Bytes = Unpack("altinstructions.bin.gz");
        TableAddress = Address(_description.GetProperty("table_va"));
        TextStart = Address(_description.GetProperty("text_base"));
        (Entries, Text) = ReadBase(Unpack("base.bin.gz"), TextStart);
        Callbacks = _description.GetProperty("callbacks").EnumerateObject().ToDictionary(
            callback => Address(callback.Name), callback => callback.Value.GetString()!);
        Cpus = [.. Directory.EnumerateFiles(_folder, "after-*.json").Order().Select(ReadCpu)];
    }

    /// <summary>Why a test that needs the data is skipped.</summary>
    public static string Missing => $"no folder ../{Folder} beside the repository: Linux's own table is not part of it";

    /// <summary>The raw .altinstructions section.</summary>
    public byte[] Bytes { get; }

    /// <summary>VA of the first entry.</summary>
    public ulong TableAddress { get; }

    /// <summary>VA of the first word of <see cref="Text"/>.</summary>
    public ulong TextStart { get; }

    /// <summary>VA after the last word of <see cref="Text"/>.</summary>
    public ulong TextEnd => TextStart + (ulong)Text.Length * sizeof(uint);

    /// <summary>The text before patching; NOP where no entry says what it is.</summary>
    public uint[] Text { get; }

    /// <summary>Entries as they are in the table.</summary>
    public IReadOnlyList<LinuxEntry> Entries { get; }

    /// <summary>Names of the functions that callback patches lead to, by their VA.</summary>
    public IReadOnlyDictionary<ulong, string> Callbacks { get; }

    /// <summary>The recorded CPUs, by name.</summary>
    public IReadOnlyList<LinuxCpu> Cpus { get; }

    /// <summary>Opens the data; null where there is none.</summary>
    /// <param name="repository">Top folder of the repository.</param>
    public static LinuxTable? Open(string repository)
    {
        string folder = Path.Combine(repository, "..", Folder);
        return Directory.Exists(folder) ? new LinuxTable(folder) : null;
    }

    /// <summary>Linux's name of a capability; empty where it has none of this number.</summary>
    public string CapabilityName(int cap) =>
        _description.GetProperty("caps").TryGetProperty(cap.ToString(CultureInfo.InvariantCulture), out JsonElement name)
            ? name.GetString()!
            : "";

    /// <summary>
    /// The section with our capabilities for Linux's: ALWAYS_BOOT for what the CPU has and decides the boot pass, ALWAYS_SYSTEM for what
    /// else it has, one that no recorded CPU has for the rest.
    /// </summary>
    public byte[] BytesFor(LinuxCpu cpu)
    {
        byte[] bytes = [.. Bytes];
        foreach (ref AltInstr entry in MemoryMarshal.Cast<byte, AltInstr>(bytes.AsSpan()))
        {
            int cap = entry.Cap & ~AltInstr.CallbackBit;
            CpuCap ours = !cpu.Capabilities.Contains(cap) ? CpuCap.HasLse128
                : cpu.BootCapabilities.Contains(cap) ? CpuCap.AlwaysBoot
                : CpuCap.AlwaysSystem;
            entry.Cap = (ushort)((entry.Cap & AltInstr.CallbackBit) | (ushort)ours);
        }

        return bytes;
    }

    /// <summary>Those of our capabilities that Linux found, by name; all that <see cref="BytesFor"/> may need are among them.</summary>
    public CpuCapSet CapabilitiesOf(LinuxCpu cpu)
    {
        CpuCapSet set = default;
        foreach (int cap in cpu.Capabilities)
        {
            if (CpuCaps.TryParse(Encoding.ASCII.GetBytes(CapabilityName(cap)), out CpuCap ours))
            {
                set.Add(ours);
            }
        }

        return set;
    }

    /// <summary>Index in <see cref="Text"/> of the word at a VA.</summary>
    public int WordIndex(ulong address) => (int)((address - TextStart) / sizeof(uint));

    /// <summary>The callbacks with what models them, the most used first.</summary>
    public LinuxCallbackEntry[] ModelledCallbacks()
    {
        Dictionary<ulong, int> uses = Entries.GroupBy(entry => entry.Alternative).ToDictionary(group => group.Key, group => group.Count());
        return [.. Callbacks
            .OrderByDescending(callback => uses.GetValueOrDefault(callback.Key))
            .Select(callback => new LinuxCallbackEntry { Address = callback.Key, Callback = Model(callback.Value) })];
    }

    /// <summary>
    /// The words in which text, patched for a CPU, differs from what Linux made of it, and where no entry is from what it was. None
    /// where all is as it should be.
    /// </summary>
    public IEnumerable<string> Differences(uint[] text, LinuxCpu cpu)
    {
        uint[] expected = Expected(cpu);
        return Enumerable.Range(0, expected.Length)
            .Where(i => text[i] != expected[i])
            .Select(i => $"{cpu.Name}: 0x{TextStart + (ulong)i * sizeof(uint):x}: Linux has {expected[i]:x8}, the text {text[i]:x8}");
    }

    private uint[] Expected(LinuxCpu cpu)
    {
        uint[] expected = [.. Text];
        int at = 0;
        foreach (LinuxEntry entry in Entries)
        {
            for (int word = 0; word < entry.Words; word++)
            {
                expected[WordIndex(entry.Original) + word] = cpu.After[at++];
            }
        }

        return at == cpu.After.Count
            ? expected
            : throw new InvalidDataException($"{cpu.Name}: {cpu.After.Count} words recorded, entries have {at}");
    }

    private static (List<LinuxEntry> Entries, uint[] Text) ReadBase(byte[] data, ulong textStart)
    {
        int count = BitConverter.ToInt32(data, EntriesOffset);
        List<LinuxEntry> entries = [];
        List<(ulong Address, uint[] Words)> code = [];
        int at = RowsOffset;
        for (int i = 0; i < count; i++)
        {
            LinuxEntry entry = new(
                BitConverter.ToUInt64(data, at),
                BitConverter.ToUInt64(data, at + 8),
                BitConverter.ToUInt16(data, at + 16),
                data[at + 18],
                data[at + 19]);
            at += 20;
            entries.Add(entry);
            code.Add((entry.Original, ToWords(data.AsSpan(at, entry.OrigLen))));
            code.Add((entry.Alternative, ToWords(data.AsSpan(at + entry.OrigLen, entry.AltLen))));
            at += entry.OrigLen + entry.AltLen;
        }

        if (at != data.Length)
        {
            throw new InvalidDataException($"base.bin has {data.Length} bytes, its entries {at}");
        }

        ulong end = code.Max(block => block.Address + (ulong)block.Words.Length * sizeof(uint));
        uint[] text = new uint[(end - textStart) / sizeof(uint)];
        Array.Fill(text, A64.Nop);
        foreach ((ulong address, uint[] words) in code.Where(block => block.Words.Length != 0))
        {
            words.CopyTo(text, (int)((address - textStart) / sizeof(uint)));
        }

        return (entries, text);
    }

    private static uint[] ToWords(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, uint>(bytes).ToArray();

    private static ulong Address(JsonElement text) => Address(text.GetString()!);

    private static ulong Address(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static HashSet<int> Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static LinuxCallback Model(string function) =>
        Enum.Parse<LinuxCallback>(
            function.Replace("alt_cb_", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static LinuxState State(JsonElement state) => new()
    {
        KimageVoffset = Address(state.GetProperty("kimage_voffset")),
        Ctr = Address(state.GetProperty("ctr_el0_sys_val")),
        VaMask = Address(state.GetProperty("va_mask")),
        Tag = Address(state.GetProperty("tag_val")),
        TagLsb = state.GetProperty("tag_lsb").GetUInt32(),
        Conduit = state.GetProperty("smccc_conduit").GetUInt32(),
        HypVectors = Address(state.GetProperty("kvm_hyp_vector_lm")),
        BhbMitigations = state.GetProperty("system_bhb_mitigations").GetUInt32(),
        BhbLoops = state.GetProperty("max_bhb_k").GetUInt32(),
        Vhe = state.GetProperty("vhe").GetBoolean() ? 1u : 0,
        Ssbs = state.GetProperty("ssbs").GetBoolean() ? 1u : 0,
        SpectreV3a = state.GetProperty("spectre_v3a").GetBoolean() ? 1u : 0,
    };

    private LinuxCpu ReadCpu(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file)["after-".Length..];
        JsonElement json = Json(Path.GetFileName(file));
        string[] command = json.GetProperty("qemu").GetString()!.Split(' ');
        return new LinuxCpu(
            name,
            command[Array.IndexOf(command, "-cpu") + 1],
            Numbers(json.GetProperty("system_caps")),
            Numbers(json.GetProperty("boot_caps")),
            State(json.GetProperty("callback_state")),
            ToWords(Unpack($"after-{name}.bin.gz")));
    }

    private JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, name))).RootElement;

    private byte[] Unpack(string name)
    {
        using GZipStream stream = new(File.OpenRead(Path.Combine(_folder, name)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
