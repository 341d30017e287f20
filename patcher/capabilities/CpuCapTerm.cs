namespace BareMetal.Patcher;

/// <summary>One condition of a capability. A capability is present where all conditions up to one that nothing follows hold.</summary>
/// <param name="row">
/// Capability, bits [7:0]; field, [15:8]; minimum, [19:16]; kind, [21:20]; not, [22]; whether another follows, [23].
/// </param>
internal readonly struct CpuCapTerm(uint row)
{
    private readonly uint _row = row;

    public CpuCap Capability => (CpuCap)(byte)_row;

    public bool IsFollowed => ((_row >> 23) & 1) != 0;

    /// <summary>Whether <paramref name="registers"/> are as the condition says.</summary>
    public bool Holds(in IdRegisters registers) => IsTrue(registers) != IsNegated;

    /// <summary>Whether this holds wherever <paramref name="other"/> does.</summary>
    public bool IsImpliedBy(CpuCapTerm other) =>
        (Kind == CpuCapTermKind.Always && !IsNegated)
        || (Condition == other.Condition && (Kind != CpuCapTermKind.Errata || Capability == other.Capability)
            && (IsNegated ? Minimum >= other.Minimum : Minimum <= other.Minimum));

    private bool IsNegated => ((_row >> 22) & 1) != 0;

    private IdField Field => new((byte)(_row >> 8));

    /// <summary>All but the capability, the minimum and what follows.</summary>
    private uint Condition => _row & 0x0070_ff00;

    private int Minimum => (int)((_row >> 16) & 0xf);

    private CpuCapTermKind Kind => (CpuCapTermKind)((_row >> 20) & 3);

    private bool IsTrue(in IdRegisters registers) => Kind switch
    {
        CpuCapTermKind.Field => Field.Extract(registers.Get(Field.Register)) >= Minimum,
        CpuCapTermKind.Errata => CpuErrata.Affects(Capability, registers),
        _ => true,
    };
}

/// <summary>What a condition of cpucaps.txt looks at.</summary>
internal enum CpuCapTermKind : byte
{
    /// <summary><c>REGISTER.FIELD &gt;= MINIMUM</c></summary>
    Field,

    /// <summary><c>errata</c>: the core's version.</summary>
    Errata,

    /// <summary><c>always</c></summary>
    Always,
}
