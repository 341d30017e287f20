namespace BareMetal.Bench;

/// <summary>A machine with a number of cores, as the guest reports it; instructions unless said otherwise.</summary>
public sealed record CoreGrowth
{
    /// <summary>Cores online, the boot core among them.</summary>
    public required int Cores { get; init; }

    /// <summary>All cores', from reset to the program. On a CPU whose counter is slower than 1 GHz, in its steps.</summary>
    public required long Boot { get; init; }

    /// <summary>The boot core's own for stopping the others, where none is waited for.</summary>
    public required long Stop { get; init; }

    /// <summary>The boot core's own for letting them go on, where none is waited for.</summary>
    public required long Resume { get; init; }

    /// <summary>All cores', of a stop and a resume, waiting included.</summary>
    public required long All { get; init; }

    /// <summary>Commits of both passes without a rendezvous.</summary>
    public required long Commit { get; init; }

    /// <summary>All cores', of the same commits between a stop and a resume.</summary>
    public required long StoppedCommit { get; init; }

    /// <summary>Undoing both passes without a rendezvous.</summary>
    public required long Undo { get; init; }

    /// <summary>All cores', of undoing them between a stop and a resume.</summary>
    public required long StoppedUndo { get; init; }

    /// <summary>The boot core's own in a rendezvous.</summary>
    public long BootCore => Stop + Resume;

    /// <summary>
    /// How far <see cref="Boot"/> is from the straight line through the two smallest machines with several cores, as a part of what its
    /// further cores cost; 0 for those two.
    /// </summary>
    public double FromLinear { get; init; }
}
