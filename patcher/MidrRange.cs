namespace BareMetal.Patcher;

/// <summary>One model of core from one rXpY to another, both included.</summary>
/// <param name="model"><see cref="Midr.Model"/></param>
/// <param name="first"><see cref="Midr.Version"/> of the first.</param>
/// <param name="last"><see cref="Midr.Version"/> of the last.</param>
public readonly struct MidrRange(uint model, byte first, byte last)
{
    private readonly uint _model = model;
    private readonly byte _first = first;
    private readonly byte _last = last;

    /// <summary>Whether <paramref name="midr"/> is such a core.</summary>
    public bool Contains(Midr midr) => midr.Model == _model && midr.Version >= _first && midr.Version <= _last;
}
