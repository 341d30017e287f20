using System;

namespace BareMetal.Bench.Guest;

/// <summary>Instructions of stopping the other cores, and of patching meanwhile.</summary>
internal struct RendezvousCounts
{
    /// <summary>The boot core's in <see cref="Rendezvous.Stop"/>, where the others stand already.</summary>
    public uint Stop;

    /// <summary>The boot core's in <see cref="Rendezvous.Resume"/>, where the others have gone on already.</summary>
    public uint Resume;

    /// <summary>Those of all cores, of one stop and resume, waiting included.</summary>
    public uint All;

    /// <summary>Committing both passes, the others left alone.</summary>
    public uint Commit;

    /// <summary>The same with a stop before and a resume after it, of all cores.</summary>
    public uint StoppedCommit;

    /// <summary>Taking both passes back, the others left alone.</summary>
    public uint Undo;

    /// <summary>The same with a stop before and a resume after it, of all cores.</summary>
    public uint StoppedUndo;

    /// <summary>
    /// The least that two rounds took. After tens of millions of instructions QEMU ends a turn although no core waits, and the others get
    /// one that belongs to no rendezvous.
    /// </summary>
    public static RendezvousCounts Least(in RendezvousCounts one, in RendezvousCounts other) => new()
    {
        Stop = Math.Min(one.Stop, other.Stop),
        Resume = Math.Min(one.Resume, other.Resume),
        All = Math.Min(one.All, other.All),
        Commit = Math.Min(one.Commit, other.Commit),
        StoppedCommit = Math.Min(one.StoppedCommit, other.StoppedCommit),
        Undo = Math.Min(one.Undo, other.Undo),
        StoppedUndo = Math.Min(one.StoppedUndo, other.StoppedUndo),
    };
}
