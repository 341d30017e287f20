namespace BareMetal.Patcher;

/// <summary>
/// Boot arguments <c>regname.field=N</c>, such as <c>id_aa64isar0.atomic=0</c>: each core is taken for one that can do less; with a
/// number in front, <c>cpu2.id_aa64isar0.atomic=0</c>, that core alone. N is one hexadecimal digit, or a number with 0x in front.
/// What would promise more than a core has is refused by name.
/// </summary>
/// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
public static class IdRegisterOverrides<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Changes the boot core's registers as the arguments say, and reports all that is wrong whatever the core.</summary>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="cores">How many cores there are: an argument for another is illegal.</param>
    /// <param name="bootCore">The boot core's registers.</param>
    public static void Apply(BootArguments arguments, int cores, ref IdRegisters bootCore)
    {
        foreach (IdRegisterOverride one in new IdRegisterOverrideList(arguments, cores))
        {
            AltErrorCode error = one.Cpu.Includes(0) ? one.Apply(ref bootCore) : one.Error;
            if (error != AltErrorCode.None)
            {
                TErrors.ReportArgument(0, error, one.Text);
            }
        }
    }

    /// <summary>Changes another core's registers as the arguments say, and reports what the boot core didn't refuse before.</summary>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="cpu">Number of the core.</param>
    /// <param name="bootCore">The boot core's registers without overrides.</param>
    /// <param name="registers">The core's registers.</param>
    public static void Apply(BootArguments arguments, int cpu, IdRegisters bootCore, ref IdRegisters registers)
    {
        foreach (IdRegisterOverride one in new IdRegisterOverrideList(arguments, int.MaxValue))
        {
            AltErrorCode reported = one.Cpu.Includes(0) ? one.Apply(ref bootCore) : one.Error;
            AltErrorCode error = one.Cpu.Includes(cpu) ? one.Apply(ref registers) : AltErrorCode.None;
            if (error != AltErrorCode.None && error != reported)
            {
                TErrors.ReportArgument(cpu, error, one.Text);
            }
        }
    }
}
