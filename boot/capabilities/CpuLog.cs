using System;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Capabilities;

/// <summary>What a boot says about what its cores have and lack, in Linux's words where Linux has some.</summary>
internal static class CpuLog
{
    // Linux's format of an ID register, %#016llx.
    private const int RegisterDigits = 14;

    private const int LongestRegisterName = 32;

    private static ulong s_lastMidr;
    private static ulong s_lastRevidr;

    /// <summary>The boot CPU, the features that it has and can't use, and the errata that don't matter here.</summary>
    public static void WriteBootCpu(in IdRegisters hardware)
    {
        Log.Begin();
        Log.Text("Booting on CPU [MIDR "u8);
        Log.Hex(hardware.Get(IdRegister.MidrEl1), 8);
        Log.Text(", REVIDR "u8);
        Log.Hex(hardware.Get(IdRegister.RevidrEl1));
        Log.Text("]"u8);
        Log.End();
        WriteModel(0, hardware);
    }

    /// <summary>The same of another core, unless the last one was of the same model and version.</summary>
    public static void WriteSecondary(int cpu, in IdRegisters hardware)
    {
        if (hardware.Get(IdRegister.MidrEl1) != s_lastMidr || hardware.Get(IdRegister.RevidrEl1) != s_lastRevidr)
        {
            WriteModel(cpu, hardware);
        }
    }

    /// <summary>Registers in which a core is unlike the boot core although all should be alike, and cache lines that aren't.</summary>
    public static void WriteVariations(int cpu, in IdRegisters bootCore, in IdRegisters core)
    {
        IdRegisterSet unexpected = SanitisedRegisters.Compare(bootCore, core);
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            if (unexpected.Has((IdRegister)index))
            {
                Log.Begin();
                Log.Text("CPU features: SANITY CHECK: Unexpected variation in "u8);
                WriteName((IdRegister)index);
                Log.Text(". Boot CPU: "u8);
                Log.Hex(bootCore.Get((IdRegister)index), RegisterDigits);
                Log.Text(", CPU"u8);
                Log.Decimal((ulong)cpu);
                Log.Text(": "u8);
                Log.Hex(core.Get((IdRegister)index), RegisterDigits);
                Log.End();
            }
        }

        WriteLineSizes(cpu, new CtrEl0(bootCore.Get(IdRegister.CtrEl0)), new CtrEl0(core.Get(IdRegister.CtrEl0)));
    }

    /// <summary>Why a core can't join.</summary>
    public static void WriteConflicts(int cpu, CpuConflicts conflicts, in CpuSystem system, in CpuCore core)
    {
        while (conflicts.Capabilities.TryTake(out CpuCap cap))
        {
            WriteConflict(cpu, cap, system, core);
        }

        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (conflicts.Registers.Has(register))
            {
                Begin(cpu);
                Log.Text("Detected conflict in "u8);
                WriteName(register);
                Log.Text(", System: "u8);
                Log.Hex(system.Registers.Get(register), RegisterDigits);
                Log.Text(", CPU: "u8);
                Log.Hex(core.Registers.Get(register), RegisterDigits);
                Log.End();
            }
        }
    }

    /// <summary>One line for each capability that isn't on every CPU.</summary>
    public static void WriteCapabilities(CpuCapSet capabilities)
    {
        while (capabilities.TryTake(out CpuCap cap))
        {
            if (CpuCaps.Text(cap).Length > 0)
            {
                Log.Begin();
                Log.Text("CPU features: detected: "u8);
                Log.Text(CpuCaps.Text(cap));
                Log.End();
            }
        }
    }

    private static void WriteConflict(int cpu, CpuCap cap, in CpuSystem system, in CpuCore core)
    {
        Begin(cpu);
        Log.Text("Detected conflict for capability "u8);
        Log.Text(CpuCaps.Name(cap));
        Log.Text(", System: "u8);
        Log.Decimal(system.Extent(cap));
        Log.Text(", CPU: "u8);
        Log.Decimal(core.Extent(cap));
        Log.End();
    }

    private static void WriteLineSizes(int cpu, CtrEl0 bootCore, CtrEl0 core)
    {
        if (bootCore.DataLineBytes == core.DataLineBytes && bootCore.InstructionLineBytes == core.InstructionLineBytes)
        {
            return;
        }

        Begin(cpu);
        Log.Text("cache lines of "u8);
        Log.Decimal(core.DataLineBytes);
        Log.Text(" bytes (data) and "u8);
        Log.Decimal(core.InstructionLineBytes);
        Log.Text(" (instructions), boot CPU: "u8);
        Log.Decimal(bootCore.DataLineBytes);
        Log.Text(" and "u8);
        Log.Decimal(bootCore.InstructionLineBytes);
        Log.Text("; the smallest count"u8);
        Log.End();
    }

    private static void WriteModel(int cpu, in IdRegisters hardware)
    {
        s_lastMidr = hardware.Get(IdRegister.MidrEl1);
        s_lastRevidr = hardware.Get(IdRegister.RevidrEl1);
        WriteHidden(cpu, hardware);
        WriteErrata(cpu, hardware);
    }

    /// <summary>What the core has and the way to EL1 doesn't enable.</summary>
    private static void WriteHidden(int cpu, in IdRegisters hardware)
    {
        for (int index = 0; index < HiddenIdField.Count; index++)
        {
            IdField field = HiddenIdField.Field(index);
            if (field.Extract(hardware.Get(field.Register)) != 0)
            {
                Begin(cpu);
                Log.Text("hidden: "u8);
                Log.Text(field.Name);
                Log.Text(", the way to EL1 doesn't set "u8);
                Log.Text(HiddenIdField.Control(index));
                Log.End();
            }
        }
    }

    private static void WriteErrata(int cpu, in IdRegisters hardware)
    {
        for (int row = 0; row < CpuErrata.SilentCount; row++)
        {
            uint number = CpuErrata.SilentNumber(row, hardware);
            if (number != 0)
            {
                Begin(cpu);
                Log.Text("affected by ARM erratum "u8);
                Log.Decimal(number);
                Log.Text(", not relevant here"u8);
                Log.End();
            }
        }
    }

    private static void Begin(int cpu)
    {
        Log.Begin();
        Log.Text("CPU features: "u8);
        if (cpu != 0)
        {
            Log.Text("CPU"u8);
            Log.Decimal((ulong)cpu);
            Log.Text(": "u8);
        }
    }

    /// <summary>As Linux has it: SYS_ID_AA64PFR0_EL1.</summary>
    private static void WriteName(IdRegister register)
    {
        Span<byte> name = stackalloc byte[LongestRegisterName];
        int length = AppendUpper(name, 0, IdRegisters.Name(register));
        length = AppendUpper(name, length, IdRegisters.Suffix(register));
        Log.Text("SYS_"u8);
        Log.Text(name[..length]);
    }

    private static int AppendUpper(Span<byte> to, int length, ReadOnlySpan<byte> text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            byte character = text[index];
            to[length++] = character is >= (byte)'a' and <= (byte)'z' ? (byte)(character - ('a' - 'A')) : character;
        }

        return length;
    }
}
