using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>A table and its text, as often as wanted.</summary>
internal interface IScene
{
    /// <summary>Puts the text back to what it was and gives a plan for it that nothing was done with.</summary>
    static abstract void Reset(out AltPlan plan);
}
