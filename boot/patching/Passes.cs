using System;
using System.Diagnostics;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Arguments;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Capabilities;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>The two passes over the Image's table, and what they decide by.</summary>
// SAFETY: a core that took part has its Core, which stays mapped.
internal static unsafe class Passes
{
    private static AltInputs s_inputs;

    /// <summary>What was decided by when the Image was patched.</summary>
    public static ref readonly AltInputs Inputs => ref s_inputs;

    /// <summary>Finds out what the boot core has, and what else sites depend on.</summary>
    public static void ReadCapabilities()
    {
        CpuLog.WriteBootCpu(Cpus.Hardware);
        Cpus.AddBootCpu(CoreTable.Count, ThisMachine.Arguments);
        s_inputs.Conduit = ThisMachine.Board.Conduit;
        s_inputs.KimageVoffset = PageTables.ImageOffset;
        s_inputs.CounterFrequency = (ulong)Stopwatch.Frequency;
        UpdateCapabilities();
    }

    /// <summary>
    /// Both passes, and the self test before them where it is asked for. The others are started between the two, and stand still until
    /// <see cref="CoreStarter.Resume"/>. False where anything is wrong: all of it has been logged then, and the text is as linked.
    /// </summary>
    public static bool Apply(in BootOptions options)
    {
        AltSelection selection = AltSelection.Parse<ErrorLog>(ThisMachine.Arguments, ImageAlternatives.Region.Count);
        if (!ImageAlternatives.Validate()
            || (options.SelfTest && !PatchingSelfTest.Run(InputsOfBootCore(), selection))
            || !Run(AltPass.Boot, options, selection, "alternatives: applying boot alternatives"u8))
        {
            return false;
        }

        CoreStarter.StartAll(ThisMachine.Board, ThisMachine.Arguments, options.MaximumCores);
        Cpus.Complete();
        UpdateCapabilities();
        bool passed = Run(AltPass.System, options, selection, "alternatives: applying system-wide alternatives"u8);
        if (passed && options.DryRun)
        {
            Log.Line("alternatives: dry run: planned both passes without an error; nothing is written, and the program runs unpatched"u8);
        }

        return passed;
    }

    /// <summary>Writes @idregs of each core that took part, and @inputs.</summary>
    public static void WriteInputs()
    {
        CpuReport<ConsoleSink>.WriteIdRegisters(0, Cpus.Hardware);
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.TookPart(index))
            {
                // SAFETY: a core that took part has its Core, for good.
                CpuReport<ConsoleSink>.WriteIdRegisters(index, CoreTable.At(index)->Hardware);
            }
        }

        ref readonly Board board = ref ThisMachine.Board;
        ReadOnlySpan<byte> arguments = new(board.BootArguments, board.BootArgumentBytes);
        InputsReport<ConsoleSink>.Write(CoreTable.Count, Cpus.Hardware, s_inputs, ThisMachine.Entry, arguments);
    }

    // What is known of the cores that have come.
    private static void UpdateCapabilities()
    {
        CpuCapSet known = s_inputs.Capabilities;
        s_inputs.Registers = Cpus.System.Registers;
        s_inputs.Capabilities = Cpus.System.Capabilities;
        s_inputs.BranchHistoryLoop = Cpus.System.BranchHistoryLoop;
        CodeMaintenance.Initialize(s_inputs);
        CpuLog.WriteCapabilities(s_inputs.Capabilities & ~known);
    }

    private static bool Run(AltPass pass, in BootOptions options, AltSelection selection, ReadOnlySpan<byte> line)
    {
        if (!options.DryRun)
        {
            Log.Line(line);
        }

        bool passed = ImageAlternatives.TryPlan(pass, s_inputs, selection) && (options.DryRun || ImageAlternatives.TryCommit(pass));
        if (passed)
        {
            CpusHave.Decide(pass);
        }
        else if (options.DryRun)
        {
            Log.Line("alternatives: dry run: a commit would be refused"u8);
        }

        return passed;
    }

    // As if it were the only one: the self test runs both passes before there are others.
    private static AltInputs InputsOfBootCore()
    {
        AltInputs inputs = s_inputs;
        inputs.Capabilities = Cpus.System.Found;
        return inputs;
    }
}
