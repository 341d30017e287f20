namespace BareMetal.Patcher;

/// <summary>The callbacks that a table may name.</summary>
public interface IAltCallbacks
{
    /// <summary>Whether a callback starts at <paramref name="address"/>: an entry that leads elsewhere is refused.</summary>
    static abstract bool IsCallback(CodeAddress address);

    /// <summary>Runs the callback at <paramref name="address"/> on one site of the plan.</summary>
    static abstract CallbackResult Invoke(CodeAddress address, ref CallbackSite site);
}
