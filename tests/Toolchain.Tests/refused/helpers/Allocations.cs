namespace BareMetal.Boot;

/// <summary>Objects made at run time that leave the method.</summary>
internal static class Allocations
{
    private static object s_kept;

    public static int Use(int number)
    {
        Object();
        Array(number);
        ReferenceArray(number);
        Box(number);
        return s_kept == null ? 0 : 1;
    }

    private static void Object() => s_kept = new object(); // refused: allocation ("new object()") | storing a reference ("s_kept = …")

    private static void Array(int length) => s_kept = new int[length]; // refused: array allocation ("new int[]") | storing a reference

    // refused: array allocation ("new string[]") | storing a reference
    private static void ReferenceArray(int length) => s_kept = new string[length];

    private static void Box(int number) => s_kept = number; // refused: allocation ("(int as an object)") | storing a reference
}
