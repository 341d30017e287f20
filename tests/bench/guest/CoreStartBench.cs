using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>
/// The instructions by which a core itself comes from its first to its idle loop, as in a boot: it comes, waits for its order,
/// stands in the rendezvous, goes on. It has its turns when the boot core says so, so that what it takes is the difference to a
/// turn without it.
/// </summary>
// SAFETY: TryGet gives a Core that stays mapped; its core runs only in turns that this one gives it.
internal static unsafe class CoreStartBench
{
    private const int Index = 1;

    /// <summary>Starts core 1, which <c>maxcpus=1</c> has left off.</summary>
    public static bool Run()
    {
        if (CoreTable.Count <= Index || CoreTable.At(Index) != null || ThisMachine.Board.Conduit == SmcccConduit.None)
        {
            Log.Line("bench: bench.start=1 wants a machine with PSCI and two CPUs, booted with maxcpus=1"u8);
            return false;
        }

        CoreCount.Initialize();
        uint alone = CoreCount.Turn();
        bool isDone = Rendezvous.Stop();
        Core* core = CoreMemory.TryGet(Index);
        CoreTable.Publish(Index, core);
        uint turnOn = TurnOn();
        isDone &= CoreTable.IsAt(Index, CoreState.Arrived);

        // It is on: the same call, refused.
        uint refused = TurnOn();
        uint ordered = CoreCount.Turn() - alone;
        Flag.Store(&core->Order, (uint)CoreOrder.Join);
        uint stood = CoreCount.Turn() - alone;
        uint standing = CoreCount.Turn() - alone;
        Rendezvous.Resume();
        uint joined = CoreCount.Turn() - alone;
        isDone &= CoreTable.IsOnline(Index);
        uint idle = CoreCount.Turn() - alone;

        BenchLine line = new("start"u8);
        line.Number("arrive"u8, turnOn - refused);
        line.Number("stand"u8, stood);
        line.Number("join"u8, joined);
        line.Number("waitingTurn"u8, ordered);
        line.Number("standingTurn"u8, standing);
        line.Number("idleTurn"u8, idle);
        line.End();
        return isDone;
    }

    // QEMU runs the core before it returns from the call that turns it on.
    private static uint TurnOn()
    {
        uint function = ThisMachine.Board.CpuOn;
        ulong mpidr = CoreTable.Get(Index).Mpidr;
        ulong start = PageTables.ToPhysical(LinkerSymbol.AddressOf(&StartSymbol));
        bool isHvc = ThisMachine.Board.Conduit == SmcccConduit.Hvc;
        uint count = InstructionCounter.Read();
        _ = isHvc ? FirmwareCall.Hvc(function, mpidr, start, 0) : FirmwareCall.Smc(function, mpidr, start, 0);
        return CoreCount.Since(count);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_secondary_start")]
    private static extern void StartSymbol();
}
