using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>The loop of linux_like.c over the synthetic table.</summary>
// SAFETY: linux_like.c reads the entries from table to table + Count, and writes the text of SyntheticTable through its alias; the sets
// are locals of the caller, which waits for it.
internal static unsafe class CLoop
{
    /// <summary>Instructions of one run.</summary>
    public static uint Measure(in AltInputs inputs)
    {
        SyntheticScene.Reset(LinkerSymbol.AddressOf(&Nops));
        uint start = InstructionCounter.Read();
        Run(inputs, &Apply);
        return InstructionCounter.Read() - start;
    }

    /// <summary>Cache lines that it cleans, from a run that counts them.</summary>
    public static ulong CountCleans(in AltInputs inputs)
    {
        SyntheticScene.Reset(LinkerSymbol.AddressOf(&NopsCounting));
        return Run(inputs, &ApplyCounting);
    }

    private static ulong Run(in AltInputs inputs, delegate*<AltInstr*, AltInstr*, CpuCapSet*, CpuCapSet*, ulong, ulong, ulong> apply)
    {
        AltInstr* table = SyntheticTable.Region.Table;
        CpuCapSet capabilities = inputs.Capabilities;
        CpuCapSet pass = capabilities;
        ulong line = new CtrEl0(inputs.Registers.Get(IdRegister.CtrEl0)).DataLineBytes;
        return apply(table, table + SyntheticTable.Region.Count, &capabilities, &pass, SyntheticTable.AliasOffset, line);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_c_apply")]
    private static extern ulong Apply(AltInstr* start, AltInstr* end, CpuCapSet* capabilities, CpuCapSet* pass, ulong alias, ulong line);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_c_apply_counting")]
    private static extern ulong ApplyCounting(
        AltInstr* start, AltInstr* end, CpuCapSet* capabilities, CpuCapSet* pass, ulong alias, ulong line);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_c_nops")]
    private static extern void Nops();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_c_nops_counting")]
    private static extern void NopsCounting();
}
