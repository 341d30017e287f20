using System;

namespace BareMetal.Patcher;

/// <summary>
/// One override: <c>id_aa64isar0.atomic=0</c> for all cores, <c>cpu2.id_aa64isar0.atomic=0</c> for one. What is wrong with it on any core
/// is its <see cref="Error"/>; what a core hasn't is found when it is applied to that.
/// </summary>
internal readonly ref struct IdRegisterOverride
{
    private readonly IdField _field;
    private readonly uint _bits;

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <param name="cpu">The core it is for.</param>
    /// <param name="cores">How many cores there are.</param>
    /// <param name="assignment">The rest, after the core.</param>
    public IdRegisterOverride(ReadOnlySpan<byte> text, OverriddenCpu cpu, int cores, BootArgument assignment)
    {
        Text = text;
        Cpu = cpu;
        Error = cpu.IsAmong(cores) ? Parse(assignment, out _field, out _bits) : AltErrorCode.UnknownCpu;
    }

    /// <summary>As written.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The core it is for.</summary>
    public OverriddenCpu Cpu { get; }

    /// <summary>What is wrong with it whatever the core.</summary>
    public AltErrorCode Error { get; }

    /// <summary>Changes a core's registers, unless something is wrong: then that is returned.</summary>
    public AltErrorCode Apply(ref IdRegisters registers)
    {
        if (Error != AltErrorCode.None)
        {
            return Error;
        }

        ulong value = registers.Get(_field.Register);
        if (!_field.MayOverride(_field.Extract(value), _field.Extend(_bits)))
        {
            return AltErrorCode.OverrideRefused;
        }

        registers.Set(_field.Register, _field.Insert(value, _bits));
        return AltErrorCode.None;
    }

    private static AltErrorCode Parse(BootArgument assignment, out IdField field, out uint bits)
    {
        field = default;
        bits = 0;
        int dot = Ascii.IndexOf(assignment.Key, (byte)'.');
        return dot < 0 || !IdRegisters.TryFind(assignment.Key.Slice(0, dot), out IdRegister register) ? AltErrorCode.UnknownIdRegister
            : !IdField.TryFind(register, assignment.Key.Slice(dot + 1), out field) ? AltErrorCode.UnknownIdField
            : !TryParseValue(assignment.Value, out bits) || !field.Holds(bits) ? AltErrorCode.IllegalFieldValue
            : AltErrorCode.None;
    }

    private static bool TryParseValue(ReadOnlySpan<byte> text, out uint bits)
    {
        bool prefixed = Ascii.StartsWith(text, "0x"u8);
        ReadOnlySpan<byte> digits = prefixed ? text.Slice(2) : text;
        return Ascii.TryParse(digits, 16, out bits) && (prefixed || digits.Length == 1);
    }
}
