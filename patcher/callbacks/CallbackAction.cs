namespace BareMetal.Patcher;

/// <summary>What a callback wants.</summary>
public enum CallbackAction : byte
{
    /// <summary>The original stays.</summary>
    Keep,

    /// <summary>The site's words are applied: those written, and the original where nothing was written.</summary>
    Patch,

    /// <summary>The site isn't what the callback is for.</summary>
    Error,
}
