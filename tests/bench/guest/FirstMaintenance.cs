namespace BareMetal.Boot;

/// <summary>Marks the first clean or barrier: the words are written.</summary>
internal readonly struct FirstMaintenance : IProbe
{
    public static void On(CodeEvent happened)
    {
        if (happened is CodeEvent.CleanLine or CodeEvent.DataBarrier)
        {
            FirstMoment.Mark();
        }
    }
}
