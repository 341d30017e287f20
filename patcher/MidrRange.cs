namespace BareMetal.Patcher;

/// <summary>One model of core from one rXpY to another, both included.</summary>
/// <param name="model">MIDR_EL1 with Variant and Revision 0.</param>
/// <param name="first">Variant and Revision of the first, in their places.</param>
/// <param name="last">Variant and Revision of the last, in their places.</param>
public readonly struct MidrRange(uint model, uint first, uint last)
{
    private readonly uint _model = model;
    private readonly uint _first = first;
    private readonly uint _last = last;

    /// <summary>Whether <paramref name="midr"/> is such a core.</summary>
    public bool Contains(Midr midr) => midr.Model == _model && midr.VariantRevision >= _first && midr.VariantRevision <= _last;
}
