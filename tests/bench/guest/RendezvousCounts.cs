namespace BareMetal.Boot;

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

    /// <summary>The same with a stop before and a resume behind, of all cores.</summary>
    public uint StoppedCommit;

    /// <summary>Taking both passes back, the others left alone.</summary>
    public uint Undo;

    /// <summary>The same with a stop before and a resume behind, of all cores.</summary>
    public uint StoppedUndo;

    /// <summary>Whether two rounds took as many.</summary>
    public readonly bool Equals(in RendezvousCounts other) =>
        Stop == other.Stop && Resume == other.Resume && All == other.All && Commit == other.Commit
        && StoppedCommit == other.StoppedCommit && Undo == other.Undo && StoppedUndo == other.StoppedUndo;
}
