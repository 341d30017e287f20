namespace BareMetal.Guest;

/// <summary>What <see cref="Stress"/> checks.</summary>
internal enum StressCheck
{
    None,
    Sum,
    Copy,
    Fill,
    Crc,
    Call,
    Lock,
    Barrier,
}
