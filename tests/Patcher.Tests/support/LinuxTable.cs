using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// The alternatives of a real Linux kernel and what Linux made of them, recorded beside the repository (../shared/oracle). The data is
/// not part of the repository: what needs it is skipped where it isn't there.
/// </summary>
internal sealed class LinuxTable
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
        TableAddress = Address(_description.GetProperty("table_va").GetString()!);
        TextStart = Address(_description.GetProperty("text_base").GetString()!);
        ReadBase(Unpack("base.bin.gz"));
    }

    /// <summary>The raw .altinstructions section.</summary>
    public byte[] Bytes { get; }

    public ulong TableAddress { get; }

    public ulong TextStart { get; }

    /// <summary>The text before patching; NOP where no entry says what it is.</summary>
    public uint[] Text { get; private set; } = [];

    /// <summary>Entries as they are in the table, with absolute addresses.</summary>
    public List<TestEntry> Entries { get; } = [];

    public IEnumerable<string> Cpus =>
        Directory.EnumerateFiles(_folder, "after-*.json").Select(file => Path.GetFileNameWithoutExtension(file)["after-".Length..]).Order();

    public static LinuxTable OpenOrSkip()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "BareMetal.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        string folder = Path.Combine(root ?? "", "..", Folder);
        Assert.SkipUnless(Directory.Exists(folder), $"no folder ../{Folder} beside the repository: Linux's own table is not part of it");
        return new LinuxTable(folder);
    }

    /// <summary>Linux's capabilities of a recorded CPU, by number.</summary>
    public HashSet<int> Capabilities(string cpu) =>
        [.. Json($"after-{cpu}.json").GetProperty("system_caps").EnumerateArray().Select(cap => cap.GetInt32())];

    public string CapabilityName(int cap) =>
        _description.GetProperty("caps").TryGetProperty(cap.ToString(CultureInfo.InvariantCulture), out JsonElement name) ? name.GetString()! : "";

    /// <summary>The function that a callback patch leads to; empty for others.</summary>
    public string CallbackName(TestEntry entry) =>
        _description.GetProperty("callbacks").TryGetProperty($"0x{entry.Alternative:x}", out JsonElement name) ? name.GetString()! : "";

    /// <summary>The originals, one after the other, as Linux left them.</summary>
    public uint[] After(string cpu) => ToWords(Unpack($"after-{cpu}.bin.gz"));

    public int WordIndex(ulong address) => (int)((address - TextStart) / 4);

    private void ReadBase(byte[] data)
    {
        int count = BitConverter.ToInt32(data, EntriesOffset);
        List<(TestEntry Entry, uint[] Original, uint[] Replacement)> rows = [];
        int at = RowsOffset;
        for (int i = 0; i < count; i++)
        {
            TestEntry entry = new(
                BitConverter.ToUInt64(data, at),
                BitConverter.ToUInt64(data, at + 8),
                BitConverter.ToUInt16(data, at + 16),
                data[at + 18],
                data[at + 19]);
            at += 20;
            rows.Add((entry, ToWords(data[at..(at + entry.OrigLen)]), ToWords(data[(at + entry.OrigLen)..(at + entry.OrigLen + entry.AltLen)])));
            at += entry.OrigLen + entry.AltLen;
        }

        Assert.Equal(data.Length, at);
        ulong end = rows.Max(row => Math.Max(row.Entry.Original + row.Entry.OrigLen, row.Entry.Alternative + row.Entry.AltLen));
        Text = new uint[WordIndex(end)];
        Array.Fill(Text, Words.Nop);
        foreach ((TestEntry entry, uint[] original, uint[] replacement) in rows)
        {
            Entries.Add(entry);
            original.CopyTo(Text, WordIndex(entry.Original));
            replacement.CopyTo(Text, entry.AltLen == 0 ? 0 : WordIndex(entry.Alternative));
        }
    }

    private static uint[] ToWords(byte[] bytes)
    {
        uint[] words = new uint[bytes.Length / 4];
        Buffer.BlockCopy(bytes, 0, words, 0, bytes.Length);
        return words;
    }

    private static ulong Address(string text) => ulong.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, name))).RootElement;

    private byte[] Unpack(string name)
    {
        using GZipStream stream = new(File.OpenRead(Path.Combine(_folder, name)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
