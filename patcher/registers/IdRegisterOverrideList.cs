using System;

namespace BareMetal.Patcher;

/// <summary>
/// The overrides among the boot arguments, one by one: <c>foreach (IdRegisterOverride one in new IdRegisterOverrideList(arguments,
/// cores))</c>. Commas separate several in one argument. The aliases of idfields.txt, such as <c>arm64.nobti</c>, stand for others.
/// </summary>
/// <param name="arguments">All boot arguments.</param>
/// <param name="cores">How many cores there are: an override for another is illegal.</param>
internal ref struct IdRegisterOverrideList(BootArguments arguments, int cores)
{
    private readonly int _cores = cores;
    private BootArguments _arguments = arguments;
    private ReadOnlySpan<byte> _first;
    private ReadOnlySpan<byte> _rest;
    private OverriddenCpu _aliasCpu;
    private bool _isAlias;

    /// <summary>The override that <see cref="MoveNext"/> found.</summary>
    public readonly IdRegisterOverride Current
    {
        get
        {
            ReadOnlySpan<byte> assignment = _first;
            OverriddenCpu cpu = _isAlias ? _aliasCpu : OverriddenCpu.Take(ref assignment);
            return new IdRegisterOverride(_first, cpu, _cores, new BootArgument(assignment));
        }
    }

    /// <summary>A copy that starts here.</summary>
    public readonly IdRegisterOverrideList GetEnumerator() => this;

    /// <summary>Finds the next override.</summary>
    public bool MoveNext()
    {
        while (_rest.IsEmpty)
        {
            if (!_arguments.MoveNext())
            {
                return false;
            }

            Open(_arguments.Current);
        }

        int comma = Ascii.IndexOf(_rest, (byte)',');
        _first = comma < 0 ? _rest : _rest.Slice(0, comma);
        _rest = comma < 0 ? default : _rest.Slice(comma + 1);
        return true;
    }

    private void Open(BootArgument argument)
    {
        ReadOnlySpan<byte> name = argument.Text;
        _aliasCpu = OverriddenCpu.Take(ref name);
        int alias = TextTable.IndexOf(IdFieldRows.Aliases, IdFieldRows.AliasesStarts, 0, IdFieldRows.AliasesStarts.Length - 1, name);
        _isAlias = alias >= 0 && _aliasCpu.IsAmong(_cores);
        _rest = _isAlias ? TextTable.Item(IdFieldRows.AliasArguments, IdFieldRows.AliasArgumentsStarts, alias)
            : IsMeant(argument.Key) ? argument.Text
            : default;
    }

    /// <summary>
    /// Other arguments hold dots too: meant for us is what names a core by its number, and what is spelt like an ID register or an alias,
    /// whatever stands in front of that.
    /// </summary>
    private static bool IsMeant(ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<byte> rest = key;
        return OverriddenCpu.Take(ref rest).IsNumber
            || IsSpeltLikeOurs(key)
            || IsSpeltLikeOurs(key.Slice(Ascii.IndexOf(key, (byte)'.') + 1));
    }

    private static bool IsSpeltLikeOurs(ReadOnlySpan<byte> key)
    {
        int dot = Ascii.IndexOf(key, (byte)'.');
        return dot > 0
            && (Ascii.StartsWith(key, "id_"u8) || Ascii.StartsWith(key, "arm64."u8) || IdRegisters.TryFind(key.Slice(0, dot), out _));
    }
}
