namespace BareMetal.BootTest;

/// <summary>How a guest ends QEMU.</summary>
public enum GuestExit
{
    /// <summary>By a semihosting call with its code (boot argument <c>baremetal.exit=semihosting</c>).</summary>
    Semihosting,

    /// <summary>By power off, which QEMU always ends with 0: the verdict stands alone.</summary>
    Psci,

    /// <summary>By the board's watchdog (boot argument <c>baremetal.exit=watchdog</c>), which QEMU always ends with 0.</summary>
    Watchdog,

    /// <summary>It doesn't: the core halts (boot argument <c>baremetal.exit=halt</c>), and whoever watches ends QEMU.</summary>
    Halt,
}
