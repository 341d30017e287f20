namespace BareMetal.Patcher;

/// <summary>What Linux's types of capabilities (ARM64_CPUCAP_…) are made of: scopes, and what happens to a late core.</summary>
public enum CpuCapGroup : byte
{
    /// <summary>Decided on the boot core, before the boot pass.</summary>
    BootScope,

    /// <summary>Decided by what is true of all cores, before the system pass.</summary>
    SystemScope,

    /// <summary>Decided by each core: one that has it is enough.</summary>
    LocalScope,

    /// <summary>A late core may lack it where the system has it.</summary>
    OptionalForLateCpu,

    /// <summary>A late core may have it where the system hasn't.</summary>
    PermittedForLateCpu,

    /// <summary>A late core that conflicts can't just be left out.</summary>
    PanicOnConflict,
}
