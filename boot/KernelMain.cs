using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Arguments;
using BareMetal.Boot.Audit;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Drivers;
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
// SAFETY: one core runs until the system pass; the storage of sites and the boot core's Core are in the Image, mapped for good.
internal static unsafe class KernelMain
{
    private const uint ConsoleBaud = 115_200;

    [RuntimeExport("bm_kernel_main")]
    private static void Start(ulong bootData, ulong imagePhysical, ulong entryLevel, ulong byUefi)
    {
        Verdict verdict = Boot(bootData, imagePhysical, entryLevel, byUefi != 0);
        if (verdict == Verdict.Pass)
        {
            Handover.Prepare();
            Stage.Reach(Stage.Program);
            BootArguments arguments = ThisMachine.Arguments;
            verdict = (BuildInfo.HasTests ? TestRunner.Run(arguments) : RunProgram(arguments)) == 0 ? Verdict.Pass : Verdict.Program;
        }

        BootEnd.Finish(verdict);
    }

    private static Verdict Boot(ulong bootData, ulong imagePhysical, ulong entryLevel, bool byUefi)
    {
        ImageHash.Compute();
        PageTables.Initialize(imagePhysical);
        *BootSites.KimageVoffsetValue = PageTables.ImageOffset;
        Stage.OpenEarlyConsole();
        Stage.Reach(Stage.Mmu);
        Stage.Reach(Stage.CSharp);
        MemoryLog.Clear();
        ReadMachine(bootData, entryLevel, byUefi);
        Stage.Reach(Stage.DeviceTree);

        ref readonly Board board = ref ThisMachine.Board;
        uint clock = PiConsole.Applies(board) ? PiConsole.Prepare(board) : 0;
        SerialConsole.Open(board.Console, board.ConsoleRegisters, clock, ConsoleBaud);
        StatusLed.Open(board);
        Stage.Reach(board.Console == UartKind.None ? Stage.NoConsole : Stage.Console);
        BoardLog.Write(board, ThisMachine.Entry);
        BootOptions options = BootOptions.Parse<IgnoredArgumentLog>(ThisMachine.Arguments);
        BootEnd.Configure(options.Exit, board);
        MapError error = MapMemory(board, ThisMachine.Entry.Image);
        if (error != MapError.None)
        {
            BoardLog.WriteMapError(error);
            return Verdict.MemoryMap;
        }

        Stage.Reach(Stage.LinearMap);
        Passes.ReadCapabilities();
        Stage.Reach(Stage.CpuFeatures);
        return Patch(options);
    }

    private static void ReadMachine(ulong bootData, ulong entryLevel, bool byUefi)
    {
        CpuIdRegisters.Read(out Core.Boot->Hardware);
        MemoryRange image = new(PageTables.ToPhysical(ImageLayout.Start), PageTables.ToPhysical(ImageLayout.End));
        Midr midr = new(Core.Boot->Hardware.Get(IdRegister.MidrEl1));
        ThisMachine.Read(new BootEntry(bootData, image, entryLevel, byUefi, Core.Boot->Mpidr, midr));
        CoreTable.Fill(ThisMachine.Board.Cores);
    }

    private static MapError MapMemory(in Board board, MemoryRange image)
    {
        MapError error = board.TooManyRanges ? MapError.TooManyRanges
            : board.ImageIsReserved ? MapError.ImageInReservedMemory
            : board.InitialRamDisk.Overlaps(image.Start, image.End) ? MapError.InitialRamDiskInImage
            : LinearMap.Map(board.Memory, board.Reserved);
        Translation.InvalidateAll();
        return error != MapError.None || PageAllocator.TryOpen(board.Memory, board.Reserved, board.Claimed, board.InitialRamDisk)
            ? error : MapError.TooManyRanges;
    }

    private static Verdict Patch(in BootOptions options)
    {
        if (!SiteChecks.Run(Passes.Inputs, SiteMoment.BeforePatching))
        {
            return Verdict.SiteCheck;
        }

        bool applied = Passes.Apply(options);
        Stage.Reach(Stage.Patched);

        TextProtection.Close();
        bool isProtected = MappingAudit.Run(ThisMachine.Board);
        Stage.Reach(Stage.Protected);
        if (applied && isProtected)
        {
            CoreStarter.Resume();
        }

        Report(options.Report);
        return !applied ? Verdict.Alternatives
            : !isProtected ? Verdict.Protection
            : !options.DryRun && !SiteChecks.Run(Passes.Inputs, SiteMoment.AfterPatching) ? Verdict.SiteCheck
            : Verdict.Pass;
    }

    private static void Report(ReportStyle style)
    {
        ImageAlternatives.Report(style, Passes.Inputs.Capabilities);
        if (style == ReportStyle.Json)
        {
            Passes.WriteInputs();
            TextReport.Write();
            MappingReport.WriteJson(MappingAudit.Counts);
        }

        TextReport.WriteChecksum();
        BoardLog.WritePsciVersion();
    }

    // The Main of the program, wherever it is: the build exports it (patcher/host/EntryPoints).
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_program")]
    private static extern int RunProgram(BootArguments arguments);
}
