namespace BareMetal.Boot;

/// <summary>Marks the first read of text: everything before it is validation.</summary>
internal readonly struct FirstRead : IProbe
{
    public static void On(CodeEvent happened)
    {
        if (happened == CodeEvent.Read)
        {
            FirstMoment.Mark();
        }
    }
}
