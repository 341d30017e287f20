namespace BareMetal.Boot;

/// <summary>Structs that are compared as objects and have no Equals of their own.</summary>
internal static class Equality
{
    private static readonly object s_boxed = new Pair(1, 2);

    public static int Use(int number)
    {
        Pair pair = new(number, 2);
        return (Equal(pair) ? 1 : 0) + Hash(pair);
    }

    private static bool Equal(Pair pair) => pair.Equals(s_boxed); // refused: equality of a struct field by field ("….Equals()")

    private static int Hash(Pair pair) => pair.GetHashCode(); // refused: equality of a struct field by field ("….GetHashCode()")

    private readonly struct Pair(int x, int y)
    {
        private readonly int _x = x;
        private readonly int _y = y;
    }
}
