using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Boot.Drivers;

/// <summary>Power control by firmware (Arm DEN 0022).</summary>
internal static class Psci
{
    /// <summary>PSCI_VERSION.</summary>
    public const ulong VersionFunction = 0x8400_0000;

    private const ulong SystemOffFunction = 0x8400_0008;

    /// <summary>CPU_ON of PSCI 0.2 and later; 0.1 has the number in the device tree.</summary>
    public const uint CpuOnFunction = 0xc400_0003;

    /// <summary>
    /// Turns a core on, by the affinity fields of its MPIDR, to begin at a PA. Returns 0 or one of PSCI's errors, -1 and below.
    /// </summary>
    // PSCI returns 32 bits in w0 from its 32-bit functions, as which 0.1 may have it.
    public static int CpuOn(SmcccConduit conduit, uint function, ulong mpidr, ulong physical) => (int)(conduit == SmcccConduit.Hvc
        ? FirmwareCall.Hvc(function, mpidr, physical, 0) : FirmwareCall.Smc(function, mpidr, physical, 0));

    /// <summary>Turns the machine off; returns where the firmware can't.</summary>
    public static void SystemOff(SmcccConduit conduit)
    {
        switch (conduit)
        {
            case SmcccConduit.Hvc:
                FirmwareCall.Hvc(SystemOffFunction, 0, 0, 0);
                break;
            case SmcccConduit.Smc:
                FirmwareCall.Smc(SystemOffFunction, 0, 0, 0);
                break;
        }
    }
}
