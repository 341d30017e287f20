namespace BareMetal.Boot;

/// <summary>Marks the end of maintenance.</summary>
internal readonly struct FirstSynchronization : IProbe
{
    public static void On(CodeEvent happened)
    {
        if (happened == CodeEvent.ContextSynchronize)
        {
            FirstMoment.Mark();
        }
    }
}
