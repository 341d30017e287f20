using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Boot.Capabilities;

/// <summary>
/// What decides patching about the cores: the boot core's registers are read and added first, then the others', each unless it
/// lacks what the boot pass has decided on, then <see cref="Complete"/>. A core that comes later is asked for its
/// <see cref="Conflicts"/>.
/// </summary>
// SAFETY: the boot core's Core is in .bss, mapped for good.
internal static unsafe class Cpus
{
    private static CpuSystem s_system;

    /// <summary>The ID registers as read on the boot core.</summary>
    public static ref readonly IdRegisters Hardware => ref Core.Boot->Hardware;

    /// <summary>What is known of all cores.</summary>
    public static ref readonly CpuSystem System => ref s_system;

    /// <summary>
    /// Takes the boot core, of so many, into account: what may be decided for the boot pass is in <see cref="System"/> then.
    /// </summary>
    public static void AddBootCpu(int cores, BootArguments arguments)
    {
        CpuCore.CreateBootCore<ErrorLog>(Hardware, cores, arguments, out CpuCore core);
        s_system.Add(core);
        CpusHave.Update(s_system.Found);
    }

    /// <summary>
    /// Takes another core into account. False where it lacks what the boot pass has decided on: that was logged then, and what is known of
    /// the others is what it was.
    /// </summary>
    public static bool Add(int cpu, in IdRegisters hardware, BootArguments arguments)
    {
        Create(cpu, hardware, arguments, out CpuCore core);
        CpuConflicts conflicts = s_system.EarlyConflicts(core);
        CpuLog.WriteConflicts(cpu, conflicts, s_system, core);
        if (!conflicts.IsEmpty)
        {
            return false;
        }

        s_system.Add(core);
        CpusHave.Update(s_system.Found);
        return true;
    }

    /// <summary>No core is to be added: what is decided for the system pass is in <see cref="System"/> then.</summary>
    public static void Complete()
    {
        s_system.Complete();
        CpusHave.Update(s_system.Capabilities);
    }

    /// <summary>Whether a core that comes after <see cref="Complete"/> must not join: why not was logged then.</summary>
    public static bool Conflicts(int cpu, in IdRegisters hardware, BootArguments arguments)
    {
        Create(cpu, hardware, arguments, out CpuCore core);
        CpuConflicts conflicts = s_system.Conflicts(core);
        CpuLog.WriteConflicts(cpu, conflicts, s_system, core);
        return !conflicts.IsEmpty;
    }

    private static void Create(int cpu, in IdRegisters hardware, BootArguments arguments, out CpuCore core)
    {
        CpuLog.WriteSecondary(cpu, hardware);
        CpuCore.Create<ErrorLog>(cpu, hardware, Hardware, arguments, out core);
        CpuLog.WriteVariations(cpu, s_system.BootCore, core.Registers);
    }
}
