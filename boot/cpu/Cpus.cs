using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The cores that were found: the boot core.</summary>
internal static class Cpus
{
    private const int BootCpu = 0;

    private static IdRegisters s_hardware;
    private static CpuSystem s_system;

    /// <summary>Which core this is; after <see cref="ReadBootCpu"/>.</summary>
    public static Midr Midr => new(s_hardware.Get(IdRegister.MidrEl1));

    /// <summary>The ID registers as read on the boot core.</summary>
    public static ref readonly IdRegisters Hardware => ref s_hardware;

    /// <summary>What is known of all cores.</summary>
    public static ref readonly CpuSystem System => ref s_system;

    /// <summary>Reads the ID registers.</summary>
    public static void ReadBootCpu() => CpuIdRegisters.Read(out s_hardware);

    /// <summary>Takes the boot core into account: what may be decided for the boot pass is in <see cref="System"/> then.</summary>
    public static void AddBootCpu(BootArguments arguments)
    {
        CpuCore.Create<ErrorLog>(s_hardware, arguments, out CpuCore core);
        BootLog.WriteSanityCheck(BootCpu, s_system.Add(core));
    }

    /// <summary>Takes a core that was started into account. False where it can't join: that was logged then.</summary>
    public static bool Add(int cpu, in IdRegisters hardware, BootArguments arguments)
    {
        CpuCore.Create<ErrorLog>(hardware, arguments, out CpuCore core);
        BootLog.WriteSanityCheck(cpu, s_system.Add(core));
        return true;
    }

    /// <summary>Whether a core that comes after <see cref="Complete"/> must not join.</summary>
    public static bool Conflicts(int cpu, in IdRegisters hardware, BootArguments arguments)
    {
        CpuCore.Create<ErrorLog>(hardware, arguments, out CpuCore core);
        return !s_system.Conflicts(core).IsEmpty;
    }

    /// <summary>No core is to come: what is decided for the system pass is in <see cref="System"/> then.</summary>
    public static void Complete() => s_system.Complete();
}
