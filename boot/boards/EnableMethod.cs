namespace BareMetal.Boot.Boards;

/// <summary>How a core is started: <c>enable-method</c> of its node.</summary>
internal enum EnableMethod : byte
{
    /// <summary>Nothing says how: it starts only where it has entered with the boot core.</summary>
    None,

    /// <summary>Another word than those below; as <see cref="None"/>.</summary>
    Unknown,

    /// <summary><c>psci</c>: firmware is called.</summary>
    Psci,

    /// <summary><c>spin-table</c>: an address is stored where the core looks for one.</summary>
    SpinTable,
}
