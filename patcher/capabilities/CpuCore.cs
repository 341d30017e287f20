namespace BareMetal.Patcher;

/// <summary>One core as it counts here.</summary>
public struct CpuCore
{
    /// <summary>Its ID registers, after overrides and after hiding what isn't usable here.</summary>
    public IdRegisters Registers;

    /// <summary>What it would have if it were the only one.</summary>
    public CpuCapSet Capabilities;

    /// <summary>
    /// How many branches push its branch history out (Spectre-BHB, CVE-2022-23960; Arm's list of cores); 0 for a core that isn't on the
    /// list, or protects its branch history itself.
    /// </summary>
    public byte BranchHistoryLoop;

    /// <summary>Makes the boot core of the registers that were read on it and of the boot arguments.</summary>
    /// <param name="hardware">As read.</param>
    /// <param name="cores">How many cores there are, whether they start or not: boot arguments for others are refused.</param>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="core">What counts.</param>
    /// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
    public static void CreateBootCore<TErrors>(in IdRegisters hardware, int cores, BootArguments arguments, out CpuCore core)
        where TErrors : struct, IAltErrorSink
    {
        core = default;
        core.Registers = Usable(hardware);
        IdRegisterOverrides<TErrors>.Apply(arguments, cores, ref core.Registers);
        core.Detect();
    }

    /// <summary>Makes another core. Arguments that are refused by the boot core too aren't reported again.</summary>
    /// <param name="cpu">Its number.</param>
    /// <param name="hardware">As read.</param>
    /// <param name="bootCore">The boot core's registers, as read.</param>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="core">What counts.</param>
    /// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
    public static void Create<TErrors>(int cpu, in IdRegisters hardware, in IdRegisters bootCore, BootArguments arguments, out CpuCore core)
        where TErrors : struct, IAltErrorSink
    {
        core = default;
        core.Registers = Usable(hardware);
        IdRegisterOverrides<TErrors>.Apply(arguments, cpu, Usable(bootCore), ref core.Registers);
        core.Detect();
    }

    /// <summary>How much it has of a capability: 0 or 1, and of SPECTRE_BHB the <see cref="BranchHistoryLoop"/>.</summary>
    public readonly uint Extent(CpuCap cap) => cap == CpuCap.SpectreBhb ? BranchHistoryLoop : Capabilities.Has(cap) ? 1u : 0;

    private static IdRegisters Usable(in IdRegisters hardware)
    {
        IdRegisters registers = hardware;
        registers.DeduceCtr();
        registers.HideUnusable();
        return registers;
    }

    private void Detect()
    {
        Capabilities = CpuFeatures.Detect(Registers);
        BranchHistoryLoop = Capabilities.Has(CpuCap.SpectreBhb) ? CpuErrata.Value(CpuCap.SpectreBhb, Registers) : (byte)0;
        if (Capabilities.Has(CpuCap.Workaround1542419))
        {
            HideDic();
        }
    }

    /// <summary>Erratum 1542419: other cores may go on executing what was overwritten, although CTR_EL0.DIC says that they don't.</summary>
    private void HideDic()
    {
        CtrEl0 ctr = new(Registers.Get(IdRegister.CtrEl0));
        Registers.Set(IdRegister.CtrEl0, ctr.WithoutDic.Value);
        CpuCapSet dic = default;
        dic.Add(CpuCap.HasCacheDic);
        Capabilities &= ~dic;
    }
}
