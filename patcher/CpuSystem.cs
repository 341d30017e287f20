namespace BareMetal.Patcher;

/// <summary>
/// All cores together. The boot core is added first, before the boot pass; the others before the system pass; then
/// <see cref="Complete"/>. A core that comes later is only asked for <see cref="Conflicts"/>.
/// </summary>
public struct CpuSystem
{
    /// <summary>The values that are true of every core so far; those of registers without fields are the boot core's.</summary>
    public IdRegisters Registers;

    /// <summary>What is known to be there: system-wide features only after <see cref="Complete"/>.</summary>
    public CpuCapSet Capabilities;

    /// <summary>The boot core's values, which those of every other are compared with.</summary>
    public IdRegisters BootCore;

    private int _cores;

    /// <summary>Takes a core into account.</summary>
    /// <returns>Registers with strict fields, or bits of no field, that are other than the boot core's.</returns>
    public IdRegisterSet Add(in CpuCore core)
    {
        if (_cores++ == 0)
        {
            BootCore = core.Registers;
            Registers = core.Registers;
            Capabilities = core.Capabilities & CpuCapSet.Of(CpuCapGroup.BootScope);
        }

        Capabilities |= core.Capabilities & CpuCapSet.Of(CpuCapGroup.LocalScope);
        return SanitisedRegisters.Merge(ref Registers, BootCore, core.Registers);
    }

    /// <summary>Decides what needs all cores. No core is added after it.</summary>
    public void Complete() => Capabilities |= CpuFeatures.Detect(Registers) & CpuCapSet.Of(CpuCapGroup.SystemScope);

    /// <summary>
    /// The capabilities for which a core that comes late can't join: what was patched for them would be wrong on it, or without them
    /// what it needs is missing. One of <see cref="CpuCapGroup.PanicOnConflict"/> among them: the system can't go on without it either.
    /// </summary>
    public readonly CpuCapSet Conflicts(in CpuCore core)
    {
        CpuCapSet missing = Capabilities & ~core.Capabilities & ~CpuCapSet.Of(CpuCapGroup.OptionalForLateCpu);
        CpuCapSet unknown = core.Capabilities & ~Capabilities & ~CpuCapSet.Of(CpuCapGroup.PermittedForLateCpu);
        return missing | unknown;
    }
}
