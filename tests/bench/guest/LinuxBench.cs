using BareMetal.Bench;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Patches a Linux kernel's text at the kernel's own addresses, from data that lies in memory.</summary>
internal static unsafe class LinuxBench
{
    /// <param name="header">PA of the <see cref="LinuxImage"/>.</param>
    public static bool Run(ulong header)
    {
        LinuxImage* image = (LinuxImage*)LinearMap.ToAlias(header);
        if (image->Magic != LinuxImage.ExpectedMagic)
        {
            Log.Line("bench: no kernel there"u8);
            return false;
        }

        if (!Map(image))
        {
            Log.Line("bench: the kernel's addresses can't be mapped"u8);
            return false;
        }

        LinuxMemory.Initialize(image->TextAddress, image->Physical);
        ModelledCallbacks.Initialize(image);
        return Measure(image);
    }

    private static bool Map(LinuxImage* image)
    {
        ulong text = RoundUp(image->TextBytes);
        ulong all = RoundUp(image->TableAddress + image->TableBytes - image->TextAddress);
        bool isMapped = PageTables.Map(image->TextAddress, image->Physical, text, MapAttributes.Text, PageTables.BlockSize) == MapError.None
            && PageTables.Map(image->TextAddress + text, image->Physical + text, all - text, MapAttributes.ReadOnlyData, PageTables.BlockSize)
            == MapError.None;
        Translation.InvalidateAll();
        return isMapped;
    }

    private static bool Measure(LinuxImage* image)
    {
        AltRegion region = new(
            (AltInstr*)image->TableAddress,
            image->TableAddress,
            (nuint)image->TableBytes,
            new CodeAddress(image->TextAddress),
            new CodeAddress(image->TextAddress + image->TextBytes));
        nuint bytes = (nuint)region.Count * AltArena.BytesPerEntry + (nuint)image->Words * AltArena.BytesPerWord;
        AltPlan plan = new(region, new AltArena((byte*)LinearMap.ToAlias(image->Scratch), bytes, region.Count));
        AltInputs inputs = default;
        CpuIdRegisters.Read(out inputs.Registers);
        inputs.Registers.DeduceCtr();
        inputs.Capabilities = image->Capabilities;

        uint start = InstructionCounter.Read();
        bool isPlanned = Alternatives<LinuxMemory, ModelledCallbacks, ErrorLog>.Plan(ref plan, inputs, default);
        uint planned = InstructionCounter.Read();
        bool isCommitted = isPlanned && Alternatives<LinuxMemory, ModelledCallbacks, ErrorLog>.Commit(ref plan);
        uint committed = InstructionCounter.Read();

        BenchLine line = new("linux"u8);
        line.Number("entries"u8, (ulong)plan.Counts.Entries);
        line.Number("patched"u8, (ulong)plan.Counts.Patched);
        line.Number("words"u8, (ulong)plan.Counts.Words);
        line.Number("lines"u8, (ulong)plan.Counts.Lines);
        line.Number("plan"u8, planned - start);
        line.Number("commit"u8, committed - planned);
        line.Number("total"u8, committed - start);
        line.End();
        return isCommitted;
    }

    private static ulong RoundUp(ulong bytes) => (bytes + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
}
