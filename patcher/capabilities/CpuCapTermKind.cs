namespace BareMetal.Patcher;

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
