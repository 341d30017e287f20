using System;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>
/// Patches the text of this process by the capabilities that the kernel lets it use, runs it, undoes it, and does so again and
/// again: each time what was executed must be what was written.
/// </summary>
// SAFETY: the linker bounds the table; the arena has as many bytes as mmap was asked for, and is used only if mmap gave an address.
internal static unsafe class Program
{
    private const int Rounds = 200;

    private static AltPlan s_plan;
    private static AltInputs s_inputs;

    public static int Main()
    {
        ReadInputs();
        CtrEl0 ctr = new(s_inputs.Registers.Get(IdRegister.CtrEl0));
        long error = ProcessText.Map(ctr);
        if (error < 0)
        {
            Line("the text can't be mapped twice; -errno "u8, error);
            return Fail("map"u8);
        }

        Line("MIDR_EL1 "u8, s_inputs.Registers.Get(IdRegister.MidrEl1));
        Line("CTR_EL0 "u8, ctr.Value);
        Line("text is executed at "u8, ProcessText.Start);
        Line("text is written at "u8, ProcessText.AliasStart);
        if (!TryValidate(out uint checksum) || !Checks.AreRight(isPatched: false, s_inputs.CounterFrequency))
        {
            return Fail("before patching"u8);
        }

        CpuCapSet found = s_inputs.Capabilities;
        if (!Run("entries patched by what this CPU has: "u8, "words changed: "u8, found, checksum))
        {
            return Fail("patching"u8);
        }

        CpuCapSet always = default;
        always.Add(CpuCap.AlwaysBoot);
        always.Add(CpuCap.AlwaysSystem);
        if (!Run("entries patched by what every CPU has: "u8, "words changed then: "u8, always, checksum) || !RunRounds(found))
        {
            return Fail("patching"u8);
        }

        Line("times patched and undone: "u8, Rounds);
        StandardOutput.Write("PASS\n"u8);
        return 0;
    }

    /// <summary>Ends the process.</summary>
    public static int Fail(ReadOnlySpan<byte> what)
    {
        StandardOutput.Write("FAIL "u8);
        StandardOutput.Write(what);
        StandardOutput.Write("\n"u8);
        Linux.Exit(1);
        return 1;
    }

    /// <summary>Writes a line.</summary>
    public static void Line(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text)
    {
        StandardOutput.Write("silicon: "u8);
        StandardOutput.Write(label);
        StandardOutput.Write(text);
        StandardOutput.Write("\n"u8);
    }

    private static void Line(ReadOnlySpan<byte> label, ulong value)
    {
        TextOutput<StandardOutput> output = default;
        output.Write("silicon: "u8);
        output.Write(label);
        output.Write("0x"u8);
        output.Hex(value, 1);
        output.Write("\n"u8);
    }

    private static void Line(ReadOnlySpan<byte> label, long value)
    {
        TextOutput<StandardOutput> output = default;
        output.Write("silicon: "u8);
        output.Write(label);
        output.Decimal((ulong)Math.Abs(value));
        output.Write("\n"u8);
    }

    private static void ReadInputs()
    {
        CpuIdRegisters.Read(out IdRegisters hardware);
        CpuCore.CreateBootCore<ErrorOutput>(hardware, 1, default, out CpuCore core);
        CpuSystem system = default;
        system.Add(core);
        system.Complete();
        s_inputs.Registers = system.Registers;
        s_inputs.Capabilities = system.Capabilities;
        s_inputs.BranchHistoryLoop = system.BranchHistoryLoop;
        s_inputs.CounterFrequency = (ulong)Stopwatch.Frequency;
    }

    private static bool TryValidate(out uint checksum)
    {
        ulong table = LinkerSymbol.AddressOf(&AltInstructions);
        nuint bytes = (nuint)(LinkerSymbol.AddressOf(&AltInstructionsEnd) - table);
        AltRegion region = new((AltInstr*)table, table, bytes, new CodeAddress(ProcessText.Start), new CodeAddress(ProcessText.End));
        int words = 0;
        for (int index = 0; index < region.Count; index++)
        {
            words += region.Table[index].Words;
        }

        nuint arenaBytes = AltArena.BytesFor(region, words);
        long arena = Linux.Allocate(arenaBytes);
        s_plan = new AltPlan(region, new AltArena((byte*)arena, arenaBytes, region));
        checksum = TextChecksum();
        return arena > 0 && Alternatives<ProcessText, ProcessCallbacks, ErrorOutput>.Validate(ref s_plan);
    }

    private static bool Run(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> words, CpuCapSet capabilities, uint linked)
    {
        s_inputs.Capabilities = capabilities;
        if (!Apply())
        {
            return false;
        }

        AltCounts counts = s_plan.Counts;
        bool isRight = Checks.AreRight(isPatched: true, s_inputs.CounterFrequency) && counts.Words > 0 && TextChecksum() != linked;
        Line(entries, counts.Patched);
        Line(words, counts.Words);
        return isRight && Undo() && Checks.AreRight(isPatched: false, s_inputs.CounterFrequency) && TextChecksum() == linked;
    }

    private static bool RunRounds(CpuCapSet capabilities)
    {
        s_inputs.Capabilities = capabilities;
        for (ulong round = 0; round < Rounds; round++)
        {
            if (!Apply() || !IsExecuted(2, round) || !Undo() || !IsExecuted(1, round))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsExecuted(ulong arm, ulong round)
    {
        bool isExecuted = Checks.Round() == arm;
        if (!isExecuted)
        {
            Line("what was executed wasn't what was written, in round "u8, round);
        }

        return isExecuted;
    }

    private static bool Apply() => Apply(AltPass.Boot) && Apply(AltPass.System);

    private static bool Apply(AltPass pass) =>
        Alternatives<ProcessText, ProcessCallbacks, ErrorOutput>.Plan(ref s_plan, pass, s_inputs, default)
        && Alternatives<ProcessText, ProcessCallbacks, ErrorOutput>.Commit(ref s_plan, pass);

    private static bool Undo() => Alternatives<ProcessText, ProcessCallbacks, ErrorOutput>.Undo(ref s_plan);

    // By no code that is patched.
    private static uint TextChecksum() =>
        Patcher.Crc32.Append(0, new ReadOnlySpan<byte>((void*)ProcessText.Start, (int)(ProcessText.End - ProcessText.Start)));

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_instructions")]
    private static extern void AltInstructions();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_instructions_end")]
    private static extern void AltInstructionsEnd();
}
