namespace BareMetal.Patcher;

/// <summary>The answer of a callback.</summary>
public readonly struct CallbackResult
{
    private CallbackResult(CallbackAction action, AltErrorCode reason)
    {
        Action = action;
        Reason = reason;
    }

    /// <summary>What it wants.</summary>
    public CallbackAction Action { get; }

    /// <summary>Why it failed, where it did.</summary>
    public AltErrorCode Reason { get; }

    /// <summary>Whether it is one of those below: a function that isn't C# can return anything.</summary>
    internal bool IsKnown => Action == CallbackAction.Error
        ? Reason is > AltErrorCode.None and <= AltErrorCode.RepeatedSelection
        : Action <= CallbackAction.Patch && Reason == AltErrorCode.None;

    /// <summary>The original stays.</summary>
    public static CallbackResult Keep => new(CallbackAction.Keep, AltErrorCode.None);

    /// <summary>The words written are applied.</summary>
    public static CallbackResult Patch => new(CallbackAction.Patch, AltErrorCode.None);

    /// <summary>The plan fails for <paramref name="reason"/>; without one, because the callback refused.</summary>
    public static CallbackResult Error(AltErrorCode reason) =>
        new(CallbackAction.Error, reason == AltErrorCode.None ? AltErrorCode.CallbackRefused : reason);
}

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
