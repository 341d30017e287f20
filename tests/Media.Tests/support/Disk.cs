using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.Tests;

namespace BareMetal.Media.Tests;

/// <summary>A disk image with one FAT partition, read by mtools.</summary>
internal sealed class Disk(string image)
{
    private const int SectorBytes = 512;
    private const int PartitionTable = 0x1be;

    /// <summary>Files with their content, by path with '/'.</summary>
    public async Task<SortedDictionary<string, byte[]>> ReadAsync()
    {
        using TemporaryFolder folder = new();
        string partition = $"{image}@@{FirstPartition().FirstSector * SectorBytes}";
        CommandResult copy =
            await Command.RunAsync("/", "mcopy", ["-i", partition, "-s", "::", folder.Path], new() { ["MTOOLSRC"] = "/dev/null" });
        return copy.ExitCode == 0 ? Files(folder.Path) : throw new InvalidOperationException(copy.Errors);
    }

    /// <summary>First entry of the MBR: type, first sector and sectors, little endian.</summary>
    public (byte Type, uint FirstSector, uint Sectors) FirstPartition()
    {
        ReadOnlySpan<byte> entry = File.ReadAllBytes(image).AsSpan(PartitionTable, 16);
        return (entry[4], BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
    }

    /// <summary>The three other entries of the MBR, and its signature.</summary>
    public byte[] RestOfTable() => File.ReadAllBytes(image)[(PartitionTable + 16)..SectorBytes];

    /// <summary>Id of the disk, in the MBR, and of the FAT32 volume, in its first sector.</summary>
    public (uint Disk, uint Volume) Identities()
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(image);
        ReadOnlySpan<byte> volume = bytes[(int)(FirstPartition().FirstSector * SectorBytes)..];
        return (BinaryPrimitives.ReadUInt32LittleEndian(bytes[440..]), BinaryPrimitives.ReadUInt32LittleEndian(volume[67..]));
    }

    /// <summary>Files below a folder, in the same form.</summary>
    public static SortedDictionary<string, byte[]> Files(string folder)
    {
        IEnumerable<string> paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
        return new(paths.ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes), StringComparer.Ordinal);
    }
}
