using System;

namespace BareMetal.Patcher;

/// <summary>
/// Boot arguments <c>regname.field=N</c>, such as <c>id_aa64isar0.atomic=0</c>: the CPU is taken for one that can do less.
/// N is one hexadecimal digit, or a number with 0x in front. What would promise more than the hardware has is refused by name.
/// </summary>
/// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
public static class IdRegisterOverrides<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Changes <paramref name="registers"/> as the arguments say; returns how many overrides took effect.</summary>
    public static int Apply(BootArguments arguments, ref IdRegisters registers)
    {
        int applied = 0;
        foreach (BootArgument argument in arguments)
        {
            if (!NamesRegister(argument.Key))
            {
                continue;
            }

            AltErrorCode error = ApplyOne(argument, ref registers);
            if (error == AltErrorCode.None)
            {
                applied++;
            }
            else
            {
                TErrors.ReportArgument(error, argument.Text);
            }
        }

        return applied;
    }

    /// <summary>Other arguments hold dots too: only a known register, or what is spelt like an ID register, is meant for us.</summary>
    private static bool NamesRegister(ReadOnlySpan<byte> key)
    {
        int dot = Ascii.IndexOf(key, (byte)'.');
        return dot > 0 && (Ascii.StartsWith(key, "id_"u8) || IdRegisters.TryFind(key.Slice(0, dot), out _));
    }

    private static AltErrorCode ApplyOne(BootArgument argument, ref IdRegisters registers)
    {
        int dot = Ascii.IndexOf(argument.Key, (byte)'.');
        if (!IdRegisters.TryFind(argument.Key.Slice(0, dot), out IdRegister register))
        {
            return AltErrorCode.UnknownIdRegister;
        }

        if (!IdField.TryFind(register, argument.Key.Slice(dot + 1), out IdField field))
        {
            return AltErrorCode.UnknownIdField;
        }

        if (!TryParseValue(argument.Value, out uint bits) || !field.Holds(bits))
        {
            return AltErrorCode.IllegalFieldValue;
        }

        ulong value = registers.Get(register);
        if (!IsAllowed(field.Rule, field.Extract(value), field.Extend(bits)))
        {
            return AltErrorCode.OverrideRefused;
        }

        registers.Set(register, field.Insert(value, bits));
        return AltErrorCode.None;
    }

    private static bool TryParseValue(ReadOnlySpan<byte> text, out uint bits)
    {
        bool prefixed = Ascii.StartsWith(text, "0x"u8);
        ReadOnlySpan<byte> digits = prefixed ? text.Slice(2) : text;
        return Ascii.TryParse(digits, 16, out bits) && (prefixed || digits.Length == 1);
    }

    private static bool IsAllowed(IdFieldRule rule, long hardware, long wanted) => rule switch
    {
        IdFieldRule.Lower => wanted <= hardware,
        IdFieldRule.Higher => wanted >= hardware,
        _ => wanted == hardware,
    };
}
