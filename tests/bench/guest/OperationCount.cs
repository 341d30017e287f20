namespace BareMetal.Boot;

/// <summary>Counts what is done to the text.</summary>
internal readonly struct OperationCount : IProbe
{
    private static OperationCounts s_counts;

    public static OperationCounts Counts => s_counts;

    public static void Forget() => s_counts = default;

    public static void On(CodeEvent happened)
    {
        switch (happened)
        {
            case CodeEvent.Write:
                s_counts.Writes++;
                break;
            case CodeEvent.CleanLine:
                s_counts.Cleans++;
                break;
            case CodeEvent.InvalidateInstructionCache:
                s_counts.Invalidations++;
                break;
            case CodeEvent.DataBarrier:
            case CodeEvent.ContextSynchronize:
                s_counts.Barriers++;
                break;
        }
    }
}
