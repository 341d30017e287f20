namespace BareMetal.Bench;

/// <summary>What the guest counted of one loop; 0 where its instructions aren't on this CPU.</summary>
/// <param name="Loop">Its symbol.</param>
/// <param name="Few">Instructions of a call with 1,000 iterations.</param>
/// <param name="Many">Instructions of a call with 2,000 iterations.</param>
internal sealed record CallCount(string Loop, long Few, long Many)
{
    private const int Iterations = 1000;

    /// <summary>Instructions of an iteration; null where it didn't run.</summary>
    public double? PerIteration => Many == 0 ? null : (double)(Many - Few) / Iterations;

    /// <summary>Instructions of a call besides its iterations.</summary>
    public long Once => Few - (Many - Few);
}
