namespace BareMetal.Boot;

/// <summary>Instructions of one run: whole phases, and up to what its probe marked first in them.</summary>
internal struct RunCounts
{
    public uint Plan;
    public uint UpToMarkInPlan;
    public uint Commit;
    public uint UpToMarkInCommit;
}
