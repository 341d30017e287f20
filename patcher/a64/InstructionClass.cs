namespace BareMetal.Patcher;

/// <summary>Instructions that share their fixed bits.</summary>
/// <param name="mask">The fixed bits.</param>
/// <param name="value">Their values.</param>
public readonly struct InstructionClass(uint mask, uint value)
{
    private readonly uint _mask = mask;
    private readonly uint _value = value;

    /// <summary>Whether <paramref name="instruction"/> is one of them.</summary>
    public bool Matches(uint instruction) => (instruction & _mask) == _value;
}
