namespace BareMetal.Boot.Boards;

/// <summary>A core as firmware describes it.</summary>
internal struct BoardCore
{
    /// <summary>Affinity fields of its MPIDR_EL1, the others zero.</summary>
    public ulong Mpidr;

    /// <summary><c>cpu-release-addr</c>: PA of the word that a core of a spin table polls.</summary>
    public ulong ReleaseAddress;

    /// <summary>How it is started.</summary>
    public EnableMethod Method;

    /// <summary>Why it is left out from the beginning.</summary>
    public CoreError Error;
}
