namespace BareMetal.Boot;

/// <summary>An exception passed on. (One that is made is refused by csc.)</summary>
internal static class Throws
{
    public static int Use(int number)
    {
        try
        {
            return Check.Opaque(number);
        }
        catch
        {
            throw; // refused: an exception ("throw")
        }
    }
}
