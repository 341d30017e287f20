namespace BareMetal.Patcher;

/// <summary>
/// All cores together. The boot core is added first, before the boot pass; the others before the system pass, each after it was asked for
/// its <see cref="EarlyConflicts"/>; then <see cref="Complete"/>. A late core is only asked for <see cref="Conflicts"/>.
/// </summary>
public struct CpuSystem
{
    /// <summary>The values that are true of every core so far; those of registers without fields are the boot core's.</summary>
    public IdRegisters Registers;

    /// <summary>What is known to be there: system-wide features only after <see cref="Complete"/>.</summary>
    public CpuCapSet Capabilities;

    /// <summary>The boot core's values, which those of every other are compared with.</summary>
    public IdRegisters BootCore;

    /// <summary>The branches that push out the branch history of every core: the most that any needs, 0 where none needs it.</summary>
    public byte BranchHistoryLoop;

    private bool _hasBootCore;

    /// <summary>
    /// What all cores so far have. A core that is still to come may take system-wide features away and bring errata.
    /// </summary>
    public readonly CpuCapSet Found => Capabilities | (CpuFeatures.Detect(Registers) & CpuCapSet.Of(CpuCapGroup.SystemScope));

    /// <summary>Takes a core into account.</summary>
    public void Add(in CpuCore core)
    {
        if (!_hasBootCore)
        {
            _hasBootCore = true;
            BootCore = core.Registers;
            Registers = core.Registers;
            Capabilities = core.Capabilities & CpuCapSet.Of(CpuCapGroup.BootScope);
        }

        Capabilities |= core.Capabilities & CpuCapSet.Of(CpuCapGroup.LocalScope);
        BranchHistoryLoop = core.BranchHistoryLoop > BranchHistoryLoop ? core.BranchHistoryLoop : BranchHistoryLoop;
        SanitisedRegisters.Merge(ref Registers, core.Registers);
    }

    /// <summary>Decides what needs all cores. No core is added after it.</summary>
    public void Complete() => Capabilities = Found;

    /// <summary>
    /// Why a core can't be added after the boot pass: capabilities of boot scope are decided by then, everything else can still change.
    /// </summary>
    public readonly CpuConflicts EarlyConflicts(in CpuCore core) =>
        new() { Capabilities = Unlike(core) & CpuCapSet.Of(CpuCapGroup.BootScope) };

    /// <summary>
    /// Why a late core can't join. One of <see cref="CpuCapGroup.PanicOnConflict"/> among the capabilities: Linux would end the
    /// system.
    /// </summary>
    public readonly CpuConflicts Conflicts(in CpuCore core)
    {
        CpuConflicts conflicts = new() { Capabilities = Unlike(core) };
        if (core.BranchHistoryLoop > BranchHistoryLoop)
        {
            conflicts.Capabilities.Add(CpuCap.SpectreBhb);
        }

        IdRegisters merged = Registers;
        SanitisedRegisters.Merge(ref merged, core.Registers);
        conflicts.Registers = SanitisedRegisters.Compare(Registers, merged);
        return conflicts;
    }

    /// <summary>How much is there of a capability, as <see cref="CpuCore.Extent"/>.</summary>
    public readonly uint Extent(CpuCap cap) => cap == CpuCap.SpectreBhb ? BranchHistoryLoop : Capabilities.Has(cap) ? 1u : 0;

    /// <summary>Capabilities in which a late core must not differ from the system, but does.</summary>
    private readonly CpuCapSet Unlike(in CpuCore core)
    {
        CpuCapSet missing = Capabilities & ~core.Capabilities & ~CpuCapSet.Of(CpuCapGroup.OptionalForLateCpu);
        CpuCapSet unknown = core.Capabilities & ~Capabilities & ~CpuCapSet.Of(CpuCapGroup.PermittedForLateCpu);
        return missing | unknown;
    }
}

/// <summary>
/// Why a core can't join: what was patched for the others would be wrong on it, or without them what it needs is missing.
/// </summary>
public struct CpuConflicts
{
    /// <summary>Capabilities that the system has and the core lacks, or the other way round.</summary>
    public CpuCapSet Capabilities;

    /// <summary>Registers in which the core is less than what callbacks and code were told of all cores.</summary>
    public IdRegisterSet Registers;

    /// <summary>Whether the core may join.</summary>
    public readonly bool IsEmpty => Capabilities.IsEmpty && Registers.IsEmpty;
}
