namespace BareMetal.Patcher;

/// <summary>One core as it counts here.</summary>
public struct CpuCore
{
    /// <summary>Its ID registers, after overrides and after hiding what isn't usable here.</summary>
    public IdRegisters Registers;

    /// <summary>What it would have if it were the only one.</summary>
    public CpuCapSet Capabilities;

    /// <summary>Makes one of the registers that were read on it and of the boot arguments.</summary>
    /// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
    public static void Create<TErrors>(in IdRegisters hardware, BootArguments arguments, out CpuCore core)
        where TErrors : struct, IAltErrorSink
    {
        core.Registers = hardware;
        core.Registers.DeduceCtr();
        core.Registers.HideUnusable();
        IdRegisterOverrides<TErrors>.Apply(arguments, ref core.Registers);
        core.Capabilities = CpuFeatures.Detect(core.Registers);
        if (core.Capabilities.Has(CpuCap.Workaround1542419))
        {
            core.HideDic();
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
