using System;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Arguments;
using BareMetal.Boot.Audit;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Capabilities;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Efi;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Patching;
using BareMetal.Boot.Programs;
using BareMetal.Boot.Serial;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;
using BareMetal.Testing;

namespace BareMetal.Boot;

/// <summary>The order of a boot, from the first C# instruction to the verdict.</summary>
internal static unsafe class KernelMain
{
    private const uint ConsoleBaud = 115_200;

    private static Board s_board;
    private static AltInputs s_inputs;

    /// <summary>What boot found out about the machine.</summary>
    public static ref readonly Board Board => ref s_board;

    /// <summary>What was decided by when the Image was patched.</summary>
    public static ref readonly AltInputs Inputs => ref s_inputs;

    /// <summary>All boot arguments.</summary>
    public static BootArguments Arguments => new(new ReadOnlySpan<byte>(s_board.BootArguments, s_board.BootArgumentBytes));

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
        *BootSites.KimageVoffsetValue = PageTables.ImageOffset;
        Stage.OpenEarlyConsole();
        Stage.Reach(Stage.Mmu);
        Stage.Reach(Stage.CSharp);
        MemoryLog.Clear();
        Cpus.ReadBootCpu();
        CoreTable.AddBootCore();
        s_board.CoresEnteredTogether = deviceTree == 0 || entryLevel == 3;
        DeviceTreeError treeError = FirmwareDeviceTree.TryOpen(deviceTree, out DeviceTree tree);
        if (treeError == DeviceTreeError.None)
        {
            BoardFromDeviceTree.Read(tree, ref s_board);
        }
        else
        {
            BoardDefaults.Fill(deviceTree, entryLevel, Cpus.Midr, ref s_board);
        }

        if (entryLevel == 3)
        {
            // Firmware that could be called would be where the Image was.
            s_board.Conduit = SmcccConduit.None;
        }

        if (byUefi)
        {
            EfiMemoryMap.Read(ref s_board);
            EfiLoadOptions.Read(ref s_board);
        }

        Stage.Reach(Stage.DeviceTree);
        uint clock = PiConsole.Applies(s_board) ? PiConsole.Prepare(s_board) : 0;
        SerialConsole.Open(s_board.Console, s_board.ConsoleRegisters, clock, ConsoleBaud);
        StatusLed.Open(s_board);
        Stage.Reach(s_board.Console == ConsoleKind.None ? Stage.NoConsole : Stage.Console);
        BoardLog.Write(s_board, imagePhysical, entryLevel, treeError);
        BootOptions options = BootOptions.Parse(Arguments);
        BootEnd.Configure(options.Exit, s_board);

        MapError mapError = s_board.TooManyRanges ? MapError.TooManyRanges
            : s_board.ImageIsReserved ? MapError.ImageInReservedMemory
            : s_board.InitialRamDisk.Overlaps(imagePhysical, PageTables.ToPhysical(ImageLayout.End)) ? MapError.InitialRamDiskInImage
            : LinearMap.Map(s_board.Memory, s_board.Reserved);
        Translation.InvalidateAll();
        if (mapError != MapError.None)
        {
            BoardLog.WriteMapError(mapError);
            return Verdict.MemoryMap;
        }

        if (!PageAllocator.TryOpen(s_board))
        {
            BoardLog.WriteMapError(MapError.TooManyRanges);
            return Verdict.MemoryMap;
        }

        Stage.Reach(Stage.LinearMap);
        ReadCapabilities();
        Stage.Reach(Stage.CpuFeatures);
        return Patch(options, imagePhysical, entryLevel);
    }

    private static void ReadCapabilities()
    {
        CpuLog.WriteBootCpu(Cpus.Hardware);
        Cpus.AddBootCpu(Arguments);
        s_inputs.Conduit = s_board.Conduit;
        s_inputs.KimageVoffset = PageTables.ImageOffset;
        s_inputs.CounterFrequency = (ulong)Stopwatch.Frequency;
        UpdateCapabilities();
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

    private static Verdict Patch(BootOptions options, ulong imagePhysical, ulong entryLevel)
    {
        if (!SiteChecks.Run(s_inputs, SiteMoment.BeforePatching))
        {
            return Verdict.SiteCheck;
        }

        AltSelection selection = AltSelection.Parse<ErrorLog>(Arguments, ImageAlternatives.Region.Count);
        bool applied = ImageAlternatives.Validate()
            && (!options.SelfTest || PatchingSelfTest.Run(InputsOfBootCore(), selection))
            && RunPasses(options, selection);
        Stage.Reach(Stage.Patched);
        TextProtection.Close();
        bool isProtected = MappingAudit.Run(s_board);
        Stage.Reach(Stage.Protected);
        if (applied && isProtected)
        {
            CoreStarter.Resume();
        }

        ImageAlternatives.Report(options.Report, s_inputs.Capabilities);
        if (options.Report == ReportStyle.Json)
        {
            InputsReport.Write(s_board, s_inputs, imagePhysical, entryLevel);
            TextReport.Write();
            MappingReport.WriteJson(MappingAudit.Counts);
        }

        BoardLog.WriteTextChecksum();
        Psci.LogVersion();
        return !applied ? Verdict.Alternatives
            : !isProtected ? Verdict.Protection
            : !options.DryRun && !SiteChecks.Run(s_inputs, SiteMoment.AfterPatching) ? Verdict.SiteCheck
            : Verdict.Pass;
    }

    private static bool RunPasses(in BootOptions options, AltSelection selection)
    {
        if (!RunPass(AltPass.Boot, options, selection, "alternatives: applying boot alternatives"u8))
        {
            return false;
        }

        // The others stand still until the system pass is written, and for good where it can't be.
        CoreStarter.StartAll(s_board, Arguments, options.MaximumCores);
        Cpus.Complete();
        UpdateCapabilities();
        bool passed = RunPass(AltPass.System, options, selection, "alternatives: applying system-wide alternatives"u8);
        if (passed && options.DryRun)
        {
            Log.Line("alternatives: dry run: planned both passes without an error; nothing is written, and the program runs unpatched"u8);
        }

        return passed;
    }

    private static bool RunPass(AltPass pass, in BootOptions options, AltSelection selection, ReadOnlySpan<byte> line)
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

    // The Main of the program, wherever it is: the build exports it (patcher/host/EntryPoints).
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_program")]
    private static extern int RunProgram(BootArguments arguments);
}
