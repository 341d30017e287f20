using System;
using System.Collections.Generic;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>What a boot decides about cores, from their captured ID registers; no machine is needed.</summary>
internal static class ReplayVerb
{
    public static Verb Verb { get; } = new(
        "replay",
        "LOG [--append \"BOOT ARGUMENTS\"] [--late LOG]     (LOG: serial log of a boot with alt.report=json, or its @idregs lines)",
        ["--append", "--late"],
        Run);

    private static int Run(Arguments arguments)
    {
        byte[] append = Encoding.ASCII.GetBytes(arguments.Find("--append") ?? "");
        CpuSystem system = default;
        List<IdRegisters> cores = ReportedCores.Load(arguments.SingleInput("log with @idregs lines"));
        int findings = 0;
        for (int cpu = 0; cpu < cores.Count; cpu++)
        {
            findings += Add(ref system, cpu, cores[cpu], append);
        }

        system.Complete();
        WriteChanges(cores[0], system.Registers);
        WriteCapabilities(system.Capabilities);
        if (arguments.Find("--late") is { } late)
        {
            foreach (IdRegisters core in ReportedCores.Load(late))
            {
                findings += WriteConflicts(system, core, append);
            }
        }

        return findings == 0 ? 0 : 1;
    }

    private static int Add(ref CpuSystem system, int cpu, IdRegisters hardware, byte[] append)
    {
        Console.Out.WriteLine($"CPU {cpu}: {Version(hardware)}");
        CpuCore.Create<IgnoredArguments>(hardware, new BootArguments(append), out CpuCore core);
        WriteErrata(core.Registers);
        IdRegisterSet unexpected = system.Add(core);
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (unexpected.Has(register))
            {
                Console.Out.WriteLine(
                    $"SANITY CHECK: {CpuText.Name(register)} of CPU {cpu} is 0x{core.Registers.Get(register):x16}, of the boot CPU 0x{system.BootCore.Get(register):x16}");
            }
        }

        return unexpected.IsEmpty ? 0 : 1;
    }

    private static string Version(IdRegisters hardware) =>
        $"MIDR 0x{hardware.Get(IdRegister.MidrEl1):x8}, REVIDR 0x{hardware.Get(IdRegister.RevidrEl1):x}";

    private static void WriteErrata(IdRegisters registers)
    {
        for (int row = 0; row < CpuErrata.SilentCount; row++)
        {
            uint number = CpuErrata.SilentNumber(row, registers);
            if (number != 0)
            {
                Console.Out.WriteLine($"  affected by ARM erratum {number}, not relevant here");
            }
        }
    }

    private static void WriteChanges(IdRegisters bootCore, IdRegisters system)
    {
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (bootCore.Get(register) != system.Get(register))
            {
                Console.Out.WriteLine($"{CpuText.Name(register),-18} 0x{bootCore.Get(register):x16} counts as 0x{system.Get(register):x16}");
            }
        }
    }

    private static void WriteCapabilities(CpuCapSet capabilities)
    {
        foreach (CpuCap cap in CpuText.Members(capabilities))
        {
            string scope = CpuCapSet.Of(CpuCapGroup.BootScope).Has(cap) ? "boot CPU" : CpuCapSet.Of(CpuCapGroup.LocalScope).Has(cap) ? "any CPU" : "all CPUs";
            Console.Out.WriteLine($"{CpuText.Name(cap),-32} {scope,-9} {CpuText.Text(cap)}".TrimEnd());
        }
    }

    /// <summary>A core that comes when the alternatives are applied can't have them changed any more.</summary>
    private static int WriteConflicts(CpuSystem system, IdRegisters hardware, byte[] append)
    {
        CpuCore.Create<IgnoredArguments>(hardware, new BootArguments(append), out CpuCore core);
        CpuCapSet conflicts = system.Conflicts(core);
        Console.Out.WriteLine($"late CPU: {Version(hardware)}: {(conflicts.IsEmpty ? "may join" : "is refused")}");
        foreach (CpuCap cap in CpuText.Members(conflicts))
        {
            string who = core.Capabilities.Has(cap) ? "only the late CPU has it" : "the late CPU lacks it";
            string consequence = CpuCapSet.Of(CpuCapGroup.PanicOnConflict).Has(cap) ? ", and the system can't go on without agreement" : "";
            Console.Out.WriteLine($"  conflict: {CpuText.Name(cap)}: {who}{consequence}");
        }

        return conflicts.IsEmpty ? 0 : 1;
    }
}
