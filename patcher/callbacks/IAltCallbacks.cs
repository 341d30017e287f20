namespace BareMetal.Patcher;

/// <summary>The callbacks that a table may name.</summary>
public interface IAltCallbacks
{
    /// <summary>The callback that makes every word a NOP, if there is one: the planner does the same without calling it.</summary>
    static virtual CodeAddress Nops => default;

    /// <summary>Whether a callback starts at <paramref name="address"/>: an entry that leads elsewhere is refused.</summary>
    static abstract bool IsCallback(CodeAddress address);

    /// <summary>Runs the callback at <paramref name="address"/> on one site of the plan.</summary>
    static abstract CallbackResult Invoke(CodeAddress address, ref CallbackSite site);
}
