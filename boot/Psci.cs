using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Power control by firmware (Arm DEN 0022).</summary>
internal static class Psci
{
    private const ulong VersionFunction = 0x8400_0000;
    private const ulong SystemOffFunction = 0x8400_0008;

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
        long version = Sites.SmcccCall(VersionFunction);
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
