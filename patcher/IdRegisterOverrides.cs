using System;

namespace BareMetal.Patcher;

/// <summary>
/// Boot arguments <c>regname.field=N</c>, such as <c>id_aa64isar0.atomic=0</c>: the CPU is taken for one that can do less.
/// N is one hexadecimal digit, or a number with 0x in front. Commas may separate several. The aliases of idfields.txt, such as
/// <c>arm64.nobti</c>, stand for others. What would promise more than the hardware has is refused by name.
/// </summary>
/// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
public static class IdRegisterOverrides<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Changes <paramref name="registers"/> as the arguments say.</summary>
    public static void Apply(BootArguments arguments, ref IdRegisters registers)
    {
        foreach (BootArgument argument in arguments)
        {
            int alias = TextTable.IndexOf(IdFieldRows.Aliases, IdFieldRows.AliasesStarts, 0, IdFieldRows.AliasesStarts.Length - 1, argument.Text);
            if (alias >= 0)
            {
                Apply(new BootArguments(TextTable.Item(IdFieldRows.AliasArguments, IdFieldRows.AliasArgumentsStarts, alias)), ref registers);
            }
            else if (IsMeant(argument.Key))
            {
                ApplyList(argument.Text, ref registers);
            }
        }
    }

    /// <summary>Other arguments hold dots too: only a known register, or what is spelt like an ID register or an alias, is meant for us.</summary>
    private static bool IsMeant(ReadOnlySpan<byte> key)
    {
        int dot = Ascii.IndexOf(key, (byte)'.');
        return dot > 0 && (Ascii.StartsWith(key, "id_"u8) || Ascii.StartsWith(key, "arm64."u8) || IdRegisters.TryFind(key.Slice(0, dot), out _));
    }

    private static void ApplyList(ReadOnlySpan<byte> list, ref IdRegisters registers)
    {
        while (!list.IsEmpty)
        {
            int comma = Ascii.IndexOf(list, (byte)',');
            ReadOnlySpan<byte> one = comma < 0 ? list : list.Slice(0, comma);
            list = list.Slice(comma < 0 ? list.Length : comma + 1);
            AltErrorCode error = ApplyOne(new BootArgument(one), ref registers);
            if (error != AltErrorCode.None)
            {
                TErrors.ReportArgument(error, one);
            }
        }
    }

    private static AltErrorCode ApplyOne(BootArgument argument, ref IdRegisters registers)
    {
        int dot = Ascii.IndexOf(argument.Key, (byte)'.');
        if (dot < 0 || !IdRegisters.TryFind(argument.Key.Slice(0, dot), out IdRegister register))
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
        if (!field.MayOverride(field.Extract(value), field.Extend(bits)))
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
}
