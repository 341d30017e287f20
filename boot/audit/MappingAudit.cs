using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Mmu;

namespace BareMetal.Boot.Audit;

/// <summary>
/// Whether the address space is what it is meant to be (W^X): a walk of the tables that each core's registers name says what may be
/// executed, AT says the same of what may be read and written, and <see cref="MappingDesign"/> says what should be where.
/// </summary>
// SAFETY: a core that has a Core keeps it mapped to the end of the program; one that has come has stored its registers there.
internal unsafe ref struct MappingAudit
{
    private static MappingCounts s_counts;

    private readonly ref readonly Board _board;
    private readonly TranslationRegisters _registers;
    private MappingDesign _design;
    private MappingCounts _counts;
    private MemoryRanges _executable;
    private Mapping _flawed;
    private MappingFlaws _flaws;

    private MappingAudit(in Board board)
    {
        _board = ref board;
        _registers = Core.Boot->Translation;
        MappingDesign.Create(out _design);
    }

    /// <summary>What the last one has seen.</summary>
    public static ref readonly MappingCounts Counts => ref s_counts;

    /// <summary>Once text is protected, on the boot core. False where a rule is broken: each was said then.</summary>
    public static bool Run(in Board board)
    {
        Translation.Read(out Core.Boot->Translation);
        MappingAudit audit = new(board);
        audit.CheckCores();
        audit.FindExecutable(upper: true);
        audit.FindExecutable(upper: false);
        audit.Check(upper: true);
        audit.Check(upper: false);
        audit.ProbeWhatIsGone();
        s_counts = audit._counts;
        MappingReport.Write(s_counts);
        return s_counts.Violations == 0;
    }

    private void CheckCores()
    {
        for (int index = 0; index < CoreTable.Count; index++)
        {
            if (CoreTable.HasCome(index))
            {
                _counts.Cores++;
                _counts.Violations += CoreTranslation.Check(index, CoreTable.At(index)->Translation, _registers);
            }
        }
    }

    // A walk through TTBR1_EL1 that isn't one by 4 KiB pages is a core's wrong register, and said to be.
    private readonly bool IsWalked(bool upper) => _registers.Tcr.Has4KPages(upper) && (upper || !_registers.Tcr.IsLowerHalfClosed);

    // By design there are two ranges; what the list has no room for is no text, and found to be so.
    private void FindExecutable(bool upper)
    {
        if (!IsWalked(upper))
        {
            return;
        }

        TranslationWalk walk = new(_registers, upper);
        while (walk.TryNext(out Mapping leaf))
        {
            if (leaf.Descriptor.IsValid && (leaf.Descriptor.IsExecutable || leaf.Descriptor.IsUserExecutable))
            {
                _executable.TryAppend(new MemoryRange(leaf.Pa, leaf.PaEnd));
            }
        }
    }

    private void Check(bool upper)
    {
        if (!IsWalked(upper))
        {
            return;
        }

        TranslationWalk walk = new(_registers, upper);
        while (walk.TryNext(out Mapping leaf))
        {
            if (!leaf.Descriptor.IsValid)
            {
                Report(leaf, MappingFlaws.Unreachable);
                continue;
            }

            Count(leaf);
            ref readonly MappingRegion region = ref _design.Find(leaf.Va);
            MappingFlaws access = FlawsOfAccess(leaf, region.Kind);
            MappingFlaws place = !upper ? MappingFlaws.IdentityMap : FlawsOfPlace(leaf, region, access);
            Report(leaf, access | place | FlawsOfAnswer(leaf));
        }

        Report(default, MappingFlaws.None);
    }

    private void Count(in Mapping leaf)
    {
        _counts.Leaves++;
        _counts.Executable += leaf.Descriptor.IsExecutable ? 1 : 0;
        _counts.Writable += IsWritable(leaf.Descriptor) ? 1 : 0;
        _counts.Guarded += leaf.Descriptor.IsGuarded ? 1 : 0;
    }

    private readonly bool IsWritable(StageOneDescriptor descriptor) =>
        !descriptor.IsReadOnly || (descriptor.HasDirtyBitModifier && _registers.Tcr.ManagesDirtyState);

    // Whoever may execute what may be written, in any two places.
    private readonly MappingFlaws FlawsOfAccess(in Mapping leaf, MappedRegion region)
    {
        StageOneDescriptor descriptor = leaf.Descriptor;
        if (IsWritable(descriptor))
        {
            return descriptor.IsExecutable || descriptor.IsUserExecutable ? MappingFlaws.WritableExecutable
                : _executable.Overlaps(leaf.Pa, leaf.PaEnd) ? MappingFlaws.WritableAlias
                : MappingFlaws.None;
        }

        bool isText = region is MappedRegion.Text or MappedRegion.LoadedCode;
        return (descriptor.IsExecutable && !isText ? MappingFlaws.Executable : MappingFlaws.None)
            | (descriptor.IsUserExecutable ? MappingFlaws.UserExecutable : MappingFlaws.None);
    }

    // What is wrong for access is not said once more as wrong attributes.
    private readonly MappingFlaws FlawsOfPlace(in Mapping leaf, in MappingRegion region, MappingFlaws access)
    {
        if (region.Kind == MappedRegion.StackGuard || (region.Kind == MappedRegion.CoreMemory && CoreMemory.IsStackGuard(leaf.Va)))
        {
            return MappingFlaws.StackGuard;
        }

        bool isInPlace = region.Kind != MappedRegion.None && region.Contains(leaf) && region.IsAtItsAddress(leaf) && region.Kind switch
        {
            MappedRegion.LinearAlias or MappedRegion.CoreMemory => _board.Memory.Contains(leaf.Pa, leaf.PaEnd),
            MappedRegion.Devices => !_board.Memory.Overlaps(leaf.Pa, leaf.PaEnd),
            _ => true,
        };
        bool isClosed = region.Kind == MappedRegion.LinearAlias
            && new MemoryRange(PageTables.ToPhysical(ImageLayout.TextStart), PageTables.ToPhysical(ImageLayout.DataStart)).Overlaps(
                leaf.Pa, leaf.PaEnd);
        bool isReserved =
            region.Kind != MappedRegion.Devices && IsWritable(leaf.Descriptor) && _board.Reserved.Overlaps(leaf.Pa, leaf.PaEnd);
        return (isInPlace ? MappingFlaws.None : MappingFlaws.Place)
            | (isInPlace && access == MappingFlaws.None && !region.Allows(leaf.Descriptor) ? MappingFlaws.Attributes : MappingFlaws.None)
            | (isClosed ? MappingFlaws.OpenAlias : MappingFlaws.None)
            | (isReserved ? MappingFlaws.Reserved : MappingFlaws.None);
    }

    // AT, of its first and its last page.
    private MappingFlaws FlawsOfAnswer(in Mapping leaf)
    {
        ulong last = leaf.Bytes - PageTables.PageSize;
        return Agrees(leaf, 0) && (last == 0 || Agrees(leaf, last)) ? MappingFlaws.None : MappingFlaws.Probe;
    }

    private bool Agrees(in Mapping leaf, ulong offset)
    {
        _counts.Probes++;
        ParEl1 read = Translation.ForRead(leaf.Va + offset);
        ParEl1 write = Translation.ForWrite(leaf.Va + offset);
        return !read.IsFault && read.Physical == leaf.Pa + offset
            && write.IsFault != IsWritable(leaf.Descriptor) && (write.IsFault || write.Physical == leaf.Pa + offset);
    }

    // What must answer to nothing any more, whatever the tables say.
    private void ProbeWhatIsGone()
    {
        for (ulong page = ImageLayout.TextStart; page < ImageLayout.DataStart; page += PageTables.PageSize)
        {
            ProbeGone(LinearMap.ToAlias(PageTables.ToPhysical(page)));
        }

        ProbeGone(0);
        ProbeGone(PageTables.ToPhysical(ImageLayout.StartPage));
        for (int index = 0; index < CoreTable.Count; index++)
        {
            if (CoreTable.At(index) != null)
            {
                ProbeGone(CoreTable.At(index)->StackGuard);
                ProbeGone(CoreTable.At(index)->ExceptionStackGuard);
            }
        }

        for (int index = 0; index < _board.Reserved.Count; index++)
        {
            // One that is empty reserves nothing, and above the limit there is no alias.
            MemoryRange range = _board.Reserved[index];
            if (range.Start < range.End && range.End <= LinearMap.Limit)
            {
                ProbeGone(LinearMap.ToAlias(range.Start));
                ProbeGone(LinearMap.ToAlias(range.End - 1));
            }
        }

        Report(default, MappingFlaws.None);
    }

    private void ProbeGone(ulong va)
    {
        _counts.Probes++;
        ParEl1 read = Translation.ForRead(va);
        ulong page = va & ~(PageTables.PageSize - 1);
        Report(
            new Mapping(page, read.Physical, PageTables.PageSize, default),
            read.IsFault && Translation.ForWrite(va).IsFault ? MappingFlaws.None : MappingFlaws.Answer);
    }

    // Leaves next to each other that break the same rules are said as one.
    private void Report(in Mapping leaf, MappingFlaws flaws)
    {
        if (flaws == MappingFlaws.None && _flaws == MappingFlaws.None)
        {
            return;
        }

        if (flaws == _flaws && _flawed.TryAppend(leaf, out Mapping both))
        {
            _flawed = both;
            return;
        }

        for (MappingFlaws left = _flaws; left != MappingFlaws.None; left &= left - 1)
        {
            MappingReport.WriteMapping(_flawed, left & (MappingFlaws)(-(int)left), _design.Find(_flawed.Va).Kind);
            _counts.Violations++;
        }

        _flawed = leaf;
        _flaws = flaws;
    }
}
