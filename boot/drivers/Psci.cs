using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;

namespace BareMetal.Boot.Drivers;

/// <summary>Power control by firmware (Arm DEN 0022).</summary>
internal static class Psci
{
    private const ulong VersionFunction = 0x8400_0000;
    private const ulong SystemOffFunction = 0x8400_0008;
    private const int LastError = -9;

    /// <summary>CPU_ON of PSCI 0.2 and later; 0.1 has the number in the device tree.</summary>
    public const uint CpuOnFunction = 0xc400_0003;

    /// <summary>Turns a core on, by the affinity fields of its MPIDR, to begin at a PA.</summary>
    public static CoreError CpuOn(SmcccConduit conduit, uint function, ulong mpidr, ulong physical)
    {
        // PSCI returns 32 bits in w0 from its 32-bit functions, as which 0.1 may have it.
        int result = (int)(conduit == SmcccConduit.Hvc ? FirmwareCall.Hvc(function, mpidr, physical, 0) : FirmwareCall.Smc(function, mpidr, physical, 0));
        return result == 0 ? CoreError.None
            : result is < 0 and >= LastError ? (CoreError)((int)CoreError.NotSupported - 1 - result)
            : CoreError.UnknownPsciError;
    }

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

    /// <summary>Logs the version of the firmware's PSCI, where it has one.</summary>
    public static void LogVersion()
    {
        long version = BootSites.SmcccCall(VersionFunction);
        if (version > 0)
        {
            Log.Begin();
            Log.Text("psci: PSCIv"u8);
            Log.Decimal((ulong)version >> 16);
            Log.Text("."u8);
            Log.Decimal((ulong)version & 0xffff);
            Log.Text(" detected in firmware."u8);
            Log.End();
        }
    }
}
