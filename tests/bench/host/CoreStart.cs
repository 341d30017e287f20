namespace BareMetal.Bench;

/// <summary>A core that comes, as the guest reports it: its own instructions.</summary>
public sealed record CoreStart
{
    /// <summary>From its first instruction to where it waits for its order: EL1, MMU, registers captured.</summary>
    public required long Arrive { get; init; }

    /// <summary>From its order to where it stands in the rendezvous.</summary>
    public required long Stand { get; init; }

    /// <summary>From the end of the rendezvous to its idle loop.</summary>
    public required long Join { get; init; }

    /// <summary>A look at its order that finds none.</summary>
    public required long WaitingTurn { get; init; }

    /// <summary>A look at the generation while it stands.</summary>
    public required long StandingTurn { get; init; }

    /// <summary>A look for work that finds none.</summary>
    public required long IdleTurn { get; init; }

    /// <summary>From its first instruction to its idle loop, where nothing keeps it waiting.</summary>
    public long Own => Arrive + Stand + Join;
}
