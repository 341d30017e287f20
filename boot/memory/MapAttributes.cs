namespace BareMetal.Boot.Memory;

/// <summary>
/// Attribute bits of a VMSAv8-64 block or page descriptor (Arm ARM DDI 0487, "Block descriptor and Page descriptor
/// formats"); MAIR indexes as start/mmu.S sets them.
/// </summary>
internal enum MapAttributes : ulong
{
    /// <summary>Normal write-back, read and write, never executed.</summary>
    Data = AccessFlag | InnerShareable | NoExecute,

    /// <summary>Normal write-back, read only, never executed.</summary>
    ReadOnlyData = Data | ReadOnly,

    /// <summary>Normal write-back, read only, executed at EL1.</summary>
    Text = AccessFlag | InnerShareable | ReadOnly | UserNoExecute,

    /// <summary>Device-nGnRE, read and write, never executed.</summary>
    Device = AccessFlag | DeviceIndex | NoExecute,

    DeviceIndex = 1UL << 2,
    ReadOnly = 1UL << 7,
    InnerShareable = 0b11UL << 8,
    AccessFlag = 1UL << 10,
    PrivilegedNoExecute = 1UL << 53,
    UserNoExecute = 1UL << 54,
    NoExecute = PrivilegedNoExecute | UserNoExecute,
}
