using System;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>The decisions of one boot, core by core as boot makes them, each written to the console.</summary>
/// <param name="bootHardware">The boot core's registers, as read.</param>
/// <param name="cores">How many cores the machine has.</param>
/// <param name="arguments">Its boot arguments.</param>
internal sealed class Replay(IdRegisters bootHardware, int cores, byte[] arguments)
{
    private CpuSystem _system;

    /// <summary>Takes a core into account that starts before the system pass.</summary>
    /// <returns>How many findings there are: a core that is unlike the boot core, or is left out.</returns>
    public int Add(ReportedCore core)
    {
        Console.Out.WriteLine($"CPU {core.Cpu}: {Version(core.Hardware)}");
        CpuCore counts = Create(core.Cpu, core.Hardware);
        WriteErrata(core.Hardware);
        if (core.Cpu == 0)
        {
            _system.Add(counts);
            return 0;
        }

        int findings = WriteVariations(core.Cpu, counts);
        CpuConflicts conflicts = _system.EarlyConflicts(counts);
        if (!conflicts.IsEmpty)
        {
            Console.Out.WriteLine($"CPU {core.Cpu} is left out");
            WriteConflicts(conflicts, counts);
            return findings + 1;
        }

        _system.Add(counts);
        return findings;
    }

    /// <summary>Writes what is decided when all cores have come.</summary>
    public void Complete()
    {
        _system.Complete();
        ForEachDifference(
            bootHardware,
            _system.Registers,
            (register, hardware, counts) =>
                Console.Out.WriteLine($"{CpuText.Name(register),-18} 0x{hardware:x16} counts as 0x{counts:x16}"));
        foreach (CpuCap cap in CpuText.Members(_system.Capabilities))
        {
            string scope =
                CpuCapSet.Of(CpuCapGroup.BootScope).Has(cap)
                    ? "boot CPU"
                    : CpuCapSet.Of(CpuCapGroup.LocalScope).Has(cap) ? "any CPU" : "all CPUs";
            string loop = cap == CpuCap.SpectreBhb ? $", {_system.BranchHistoryLoop} iterations" : "";
            Console.Out.WriteLine($"{CpuText.Name(cap),-32} {scope,-9} {CpuText.Text(cap)}{loop}".TrimEnd());
        }
    }

    /// <summary>Compares the values that count with those that the boot reported.</summary>
    /// <returns>How many registers differ.</returns>
    public int Compare(IdRegisters reported) =>
        ForEachDifference(
            reported,
            _system.Registers,
            (register, then, now) =>
                Console.Out.WriteLine($"{CpuText.Name(register)} counted as 0x{then:x16} in that boot, here as 0x{now:x16}"));

    /// <summary>A core that comes when the alternatives are applied can't have them changed any more.</summary>
    /// <returns>Whether it is refused: 1.</returns>
    public int AddLate(ReportedCore late)
    {
        CpuCore core = Create(late.Cpu, late.Hardware);
        CpuConflicts conflicts = _system.Conflicts(core);
        Console.Out.WriteLine($"late CPU {late.Cpu}: {Version(late.Hardware)}: {(conflicts.IsEmpty ? "may join" : "is refused")}");
        WriteConflicts(conflicts, core);
        return conflicts.IsEmpty ? 0 : 1;
    }

    private CpuCore Create(int cpu, IdRegisters hardware)
    {
        CpuCore core;
        if (cpu == 0)
        {
            CpuCore.CreateBootCore<IgnoredArguments>(hardware, cores, new BootArguments(arguments), out core);
        }
        else
        {
            CpuCore.Create<IgnoredArguments>(cpu, hardware, bootHardware, new BootArguments(arguments), out core);
        }

        return core;
    }

    private int WriteVariations(int cpu, CpuCore core)
    {
        IdRegisterSet unexpected = SanitisedRegisters.Compare(_system.BootCore, core.Registers);
        ForEachDifference(_system.BootCore, core.Registers, (register, ofBootCore, value) =>
        {
            if (unexpected.Has(register))
            {
                Console.Out.WriteLine(
                    $"SANITY CHECK: {CpuText.Name(register)} of CPU {cpu} is 0x{value:x16}, of the boot CPU 0x{ofBootCore:x16}");
            }
        });
        return unexpected.IsEmpty ? 0 : 1;
    }

    private void WriteConflicts(CpuConflicts conflicts, CpuCore core)
    {
        foreach (CpuCap cap in CpuText.Members(conflicts.Capabilities))
        {
            Console.Out.WriteLine($"  conflict: {CpuText.Name(cap)}: {Reason(cap, core)}");
        }

        ForEachDifference(core.Registers, _system.Registers, (register, value, system) =>
        {
            if (conflicts.Registers.Has(register))
            {
                Console.Out.WriteLine($"  conflict: {CpuText.Name(register)}: it has 0x{value:x16}, what is decided takes 0x{system:x16}");
            }
        });
    }

    private string Reason(CpuCap cap, CpuCore core)
    {
        string who =
            cap == CpuCap.SpectreBhb ? $"it needs {core.BranchHistoryLoop} iterations, what is decided has {_system.BranchHistoryLoop}"
            : core.Capabilities.Has(cap) ? "only this CPU has it"
            : "this CPU lacks it";
        return CpuCapSet.Of(CpuCapGroup.PanicOnConflict).Has(cap) ? $"{who}, and Linux would stop the system" : who;
    }

    private static string Version(IdRegisters hardware) =>
        $"MIDR 0x{hardware.Get(IdRegister.MidrEl1):x8}, REVIDR 0x{hardware.Get(IdRegister.RevidrEl1):x}";

    private static void WriteErrata(IdRegisters hardware)
    {
        for (int row = 0; row < CpuErrata.SilentCount; row++)
        {
            uint number = CpuErrata.SilentNumber(row, hardware);
            if (number != 0)
            {
                Console.Out.WriteLine($"  affected by ARM erratum {number}, not relevant here");
            }
        }
    }

    private static int ForEachDifference(IdRegisters one, IdRegisters other, Action<IdRegister, ulong, ulong> report)
    {
        int differences = 0;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (one.Get(register) != other.Get(register))
            {
                differences++;
                report(register, one.Get(register), other.Get(register));
            }
        }

        return differences;
    }
}
