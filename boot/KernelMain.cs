using System;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The order of a boot, from the first C# instruction to the verdict.</summary>
internal static unsafe class KernelMain
{
    private const uint ConsoleBaud = 115_200;

    private static Board s_board;
    private static AltInputs s_inputs;

    /// <summary>What boot found out about the machine.</summary>
    public static ref readonly Board Board => ref s_board;

    private static BootArguments Arguments => new(new ReadOnlySpan<byte>(s_board.BootArguments, s_board.BootArgumentBytes));

    [RuntimeExport("bm_kernel_main")]
    private static void Start(ulong deviceTree, ulong imagePhysical, ulong entryLevel, ulong byUefi)
    {
        Verdict verdict = Boot(deviceTree, imagePhysical, entryLevel, byUefi != 0);
        if (verdict == Verdict.Pass)
        {
            Handover.Prepare();
            Stage.Reach(Stage.Program);
            verdict = (BuildInfo.HasTests ? TestRunner.Run(Arguments) : RunProgram(Arguments)) == 0 ? Verdict.Pass : Verdict.Program;
        }

        BootEnd.Finish(verdict);
    }

    private static Verdict Boot(ulong deviceTree, ulong imagePhysical, ulong entryLevel, bool byUefi)
    {
        ImageHash.Compute();
        PageTables.Initialize(imagePhysical);
        *Sites.KimageVoffsetValue = PageTables.ImageOffset;
        Stage.OpenEarlyConsole();
        Stage.Reach(Stage.Mmu);
        Stage.Reach(Stage.CSharp);
        MemoryLog.Clear();
        Cpus.ReadBootCpu();
        DeviceTreeError treeError = FirmwareDeviceTree.TryOpen(deviceTree, out DeviceTree tree);
        if (treeError == DeviceTreeError.None)
        {
            BoardFromDeviceTree.Read(tree, ref s_board);
        }
        else
        {
            BoardDefaults.Fill(deviceTree, entryLevel, Cpus.Midr, ref s_board);
        }

        if (byUefi)
        {
            EfiMemoryMap.Read(ref s_board);
            EfiLoadOptions.Read(ref s_board);
        }

        Stage.Reach(Stage.DeviceTree);
        uint clock = PiConsole.Applies(s_board) ? PiConsole.Prepare(s_board) : 0;
        Console.Open(s_board.Console, s_board.ConsoleRegisters, clock, ConsoleBaud);
        StatusLed.Open(s_board);
        Stage.Reach(s_board.Console == ConsoleKind.None ? Stage.NoConsole : Stage.Console);
        BootLog.Write(s_board, imagePhysical, entryLevel, treeError);
        BootOptions options = BootOptions.Parse(Arguments);
        BootEnd.Configure(options.Exit, s_board);

        MapError mapError = s_board.TooManyRanges ? MapError.TooManyRanges
            : s_board.ImageIsReserved ? MapError.ImageInReservedMemory
            : s_board.InitialRamDisk.Overlaps(imagePhysical, PageTables.ToPhysical(ImageLayout.End)) ? MapError.InitialRamDiskInImage
            : LinearMap.Map(s_board.Memory, s_board.Reserved);
        Translation.InvalidateAll();
        if (mapError != MapError.None)
        {
            BootLog.WriteMapError(mapError);
            return Verdict.MemoryMap;
        }

        Stage.Reach(Stage.LinearMap);
        ReadCapabilities();
        Stage.Reach(Stage.CpuFeatures);
        return Patch(options, imagePhysical, entryLevel);
    }

    private static void ReadCapabilities()
    {
        BootLog.WriteCpu(Cpus.Hardware);
        Cpus.AddBootCpu(Arguments);
        Cpus.Complete();
        s_inputs.Registers = Cpus.System.Registers;
        s_inputs.Capabilities = Cpus.System.Capabilities;
        s_inputs.Conduit = s_board.Conduit;
        s_inputs.KimageVoffset = PageTables.ImageOffset;
        s_inputs.CounterFrequency = (ulong)Stopwatch.Frequency;
        CodeMaintenance.Initialize(s_inputs.Capabilities.Has(CpuCap.WorkaroundCleanCache));
        CpusHave.Update(s_inputs.Capabilities);
        BootLog.WriteCapabilities(s_inputs.Capabilities);
    }

    private static Verdict Patch(BootOptions options, ulong imagePhysical, ulong entryLevel)
    {
        if (!SiteChecks.Run(s_inputs, SiteMoment.BeforePatching))
        {
            return Verdict.SiteCheck;
        }

        AltSelection selection = AltSelection.Parse<ErrorLog>(Arguments, ImageAlternatives.Region.Count);
        bool applied = ImageAlternatives.Validate()
            && (!options.SelfTest || PatchingSelfTest.Run(s_inputs, selection))
            && (options.DryRun ? PlanPasses(selection) : ApplyPasses(selection));
        Stage.Reach(Stage.Patched);
        TextProtection.Close();
        if (!TextProtection.IsClosed())
        {
            Log.Line("memory map: text can still be written after its alias was closed"u8);
            return Verdict.MemoryMap;
        }

        Stage.Reach(Stage.Protected);
        ImageAlternatives.Report(options.Report, s_inputs.Capabilities);
        if (options.Report == ReportStyle.Json)
        {
            InputsReport.Write(s_board, s_inputs, imagePhysical, entryLevel);
        }

        BootLog.WriteTextChecksum();
        Psci.LogVersion();
        return !applied ? Verdict.Alternatives
            : !options.DryRun && !SiteChecks.Run(s_inputs, SiteMoment.AfterPatching) ? Verdict.SiteCheck
            : Verdict.Pass;
    }

    private static bool ApplyPasses(AltSelection selection)
    {
        Log.Line("alternatives: applying boot alternatives"u8);
        if (!ImageAlternatives.TryPlan(AltPass.Boot, s_inputs, selection) || !ImageAlternatives.TryCommit(AltPass.Boot))
        {
            return false;
        }

        CpusHave.Decide(AltPass.Boot);

        // Other CPUs start here: what they lack is taken out of the capabilities, and they wait while the system pass is written.
        Log.Line("alternatives: applying system-wide alternatives"u8);
        if (!ImageAlternatives.TryPlan(AltPass.System, s_inputs, selection) || !ImageAlternatives.TryCommit(AltPass.System))
        {
            return false;
        }

        CpusHave.Decide(AltPass.System);
        return true;
    }

    private static bool PlanPasses(AltSelection selection)
    {
        CpusHave.Decide(AltPass.Boot);
        CpusHave.Decide(AltPass.System);
        bool planned = ImageAlternatives.TryPlan(AltPass.Boot, s_inputs, selection)
            && ImageAlternatives.TryPlan(AltPass.System, s_inputs, selection);
        Log.Line(planned ? "alternatives: dry run: planned both passes without an error; nothing is written, and the program runs unpatched"u8
            : "alternatives: dry run: a commit would be refused"u8);
        return planned;
    }

    // The Main of the program, wherever it is: the build exports it (patcher/host/EntryPoints).
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_program")]
    private static extern int RunProgram(BootArguments arguments);
}
