namespace BareMetal.Bench;

/// <summary>Which callback starts at an address.</summary>
public struct LinuxCallbackEntry
{
    /// <summary>VA in the kernel.</summary>
    public ulong Address;

    /// <summary>What starts there.</summary>
    public LinuxCallback Callback;

    /// <summary>Fills the 8 bytes.</summary>
    public uint Reserved;
}
