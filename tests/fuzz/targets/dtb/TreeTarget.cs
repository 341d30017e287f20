using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Memory;

namespace BareMetal.Fuzz;

/// <summary>
/// Any bytes that firmware may have left as a device tree: they are refused by name, or become what <see cref="ReferenceTree"/> says of
/// memory, reservations, boot arguments and cores. The blob is as long as its header says; nothing beside it can be read.
/// </summary>
// SAFETY: the blob is in GuardedMemory, as long as its header says; a read past it ends the process, which is what the target looks for.
internal sealed unsafe class TreeTarget : IFuzzTarget
{
    private const int MaximumBlobBytes = 64 * 1024;

    private readonly GuardedMemory _memory = new(MaximumBlobBytes);

    public string Name => "dtb";

    public int MaximumBytes => 8 * 1024;

    public IEnumerable<byte[]> Seeds => TreeSeeds.All;

    public void Mutate(Random random, InputBuffer input) => TreeMutation.Mutate(random, input);

    public void Run(ReadOnlySpan<byte> input)
    {
        Span<byte> header = stackalloc byte[DeviceTree.HeaderBytes];
        input[..Math.Min(header.Length, input.Length)].CopyTo(header);
        DeviceTreeError error = DeviceTree.ReadSize(header, out uint bytes);
        if (error == DeviceTreeError.None && bytes > MaximumBlobBytes)
        {
            return;
        }

        if (error != DeviceTreeError.None)
        {
            Property.Holds(!DeviceTreeErrorText.Of(error).IsEmpty, "an error has a text");
            bool isMagic = BinaryPrimitives.ReadUInt32BigEndian(header) == DeviceTree.Magic;
            Property.Holds(!isMagic || bytes is < DeviceTree.HeaderBytes or > DeviceTree.MaximumBytes, "a header is refused for a reason");
            return;
        }

        Span<byte> blob = _memory.Place((int)bytes, Placement.AtEnd(input));
        blob.Clear();
        input[..Math.Min((int)bytes, input.Length)].CopyTo(blob);
        Check(blob);
    }

    private static void Check(ReadOnlySpan<byte> blob)
    {
        DeviceTreeError error = DeviceTree.TryOpen(blob, out DeviceTree tree);
        ReferenceTree? reference = ReferenceTree.Read(blob.ToArray());
        Property.Holds(error == DeviceTreeError.None || !DeviceTreeErrorText.Of(error).IsEmpty, "an error has a text");
        Property.Equal(reference is not null, error == DeviceTreeError.None, "a tree is accepted where the reference accepts it");
        if (reference is null)
        {
            return;
        }

        Board board = default;
        board.Cores.Add(default);
        BoardFromDeviceTree.Read(tree, FuzzEntry.Value, ref board);
        CheckMemory(reference, board);
        CheckChosen(reference, board, blob);
        CheckCores(reference, board.Cores);
    }

    private static void CheckMemory(ReferenceTree tree, in Board board)
    {
        IEnumerable<ReferenceNode> memory = tree.Root.Children.Where(node => node.IsEnabled && node.Text("device_type") == "memory");
        IEnumerable<ReferenceNode> reserved = tree.Root.Child("reserved-memory")?.Children ?? [];
        bool fits = AreEqual(memory.SelectMany(node => node.Ranges()), board.Memory, "memory");
        ILookup<bool, (ulong Start, ulong Size)> byMap = reserved
            .SelectMany(node => node.Ranges().Select(range => (IsMapped: !node.Properties.ContainsKey("no-map"), Range: range)))
            .ToLookup(row => row.IsMapped, row => row.Range);
        fits &= AreEqual(tree.Reservations.Concat(byMap[false]), board.Reserved, "reserved memory");
        fits &= AreEqual(byMap[true], board.Claimed, "claimed memory");
        Property.Equal(!fits, board.TooManyRanges, "a board says whether ranges were left out");
        bool isImageReserved = byMap.SelectMany(ranges => ranges).Any(IsInImage);
        Property.Equal(isImageReserved, board.ImageIsReserved, "a board says whether the Image lies in reserved memory");
    }

    private static bool IsInImage((ulong Start, ulong Size) range)
    {
        MemoryRange image = FuzzEntry.Value.Image;
        return End(range) > range.Start && range.Start < image.End && End(range) > image.Start;
    }

    // A range that doesn't end ends with all addresses.
    private static ulong End((ulong Start, ulong Size) range) => (ulong)UInt128.Min((UInt128)range.Start + range.Size, ulong.MaxValue);

    /// <summary>Compares ranges; false where there are more than a list of them holds.</summary>
    private static bool AreEqual(IEnumerable<(ulong Start, ulong Size)> ranges, in MemoryRanges found, string what)
    {
        (ulong Start, ulong Size)[] expected = [.. ranges.Where(range => End(range) > range.Start)];
        int count = Math.Min(expected.Length, MemoryRanges.Capacity);
        Property.Equal(count, found.Count, $"ranges of {what}");
        for (int index = 0; index < count; index++)
        {
            Property.Equal(expected[index].Start, found[index].Start, $"start of {what}");
            Property.Equal(End(expected[index]), found[index].End, $"end of {what}");
        }

        return expected.Length <= MemoryRanges.Capacity;
    }

    private static void CheckChosen(ReferenceTree tree, in Board board, ReadOnlySpan<byte> blob)
    {
        string? arguments = tree.Root.Child("chosen")?.Text("bootargs");
        CheckText(arguments, board.BootArguments, board.BootArgumentBytes, blob, "boot arguments");
        CheckText(tree.Root.Text("model") ?? tree.Root.Text("compatible"), board.Model, board.ModelBytes, blob, "the machine's name");
    }

    private static void CheckText(string? expected, byte* text, int bytes, ReadOnlySpan<byte> blob, string what)
    {
        Property.Equal(expected?.Length ?? 0, bytes, $"length of {what}");
        fixed (byte* start = blob)
        {
            Property.Holds(bytes == 0 || (text >= start && text + bytes <= start + blob.Length), $"{what} lie in the tree");
        }

        Property.Holds(expected is null || Encoding.Latin1.GetString(text, bytes) == expected, $"{what} are those of the tree");
    }

    private static void CheckCores(ReferenceTree tree, in BoardCores found)
    {
        IEnumerable<ReferenceNode> cpus = tree.Root.Child("cpus")?.Children.Where(node => node.Name.Split('@')[0] == "cpu") ?? [];
        int nodes = cpus.Count();
        bool hasBootCore = cpus.Any(node => node.Ranges().Take(1).Any(range => range.Start == 0));
        Property.Equal(1 + nodes - (hasBootCore ? 1 : 0), found.Count + found.Overflow, "cores");
        for (int index = 1; index < found.Count && !hasBootCore; index++)
        {
            Property.Holds(found[index].Error != CoreError.None, "of a tree without the boot core no other is believed");
        }
    }
}
