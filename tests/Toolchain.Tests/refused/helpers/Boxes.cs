namespace BareMetal.Boot;

/// <summary>Unboxing of what may be something else.</summary>
internal static class Boxes
{
    private static readonly object s_number = 3;
    private static readonly object s_text = "three";

    public static int Use(int number) => Unbox(number == 1 ? s_number : s_text) + (UnboxNullable(number == 1 ? s_number : null) ?? 0);

    private static int Unbox(object value) => (int)value; // refused: unboxing that may fail ("(int)…")

    private static int? UnboxNullable(object value) => (int?)value; // refused: unboxing that may fail ("(Nullable)…")
}
