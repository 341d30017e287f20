namespace BareMetal.Suite;

/// <summary>How a part ended, as the record says it.</summary>
internal static class PartResult
{
    public const string Passed = "passed";

    public const string Failed = "failed";
}
