using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>C# that wants a runtime helper, which no Image has.</summary>
internal static class Program
{
    public static int Main(BootArguments arguments)
    {
        int number = Check.Opaque(1);
        return Allocations.Use(number)
            + References.Use(number)
            + Interfaces.Use(number)
            + Casts.Use(number)
            + Boxes.Use(number)
            + Equality.Use(number)
            + Throws.Use(number);
    }
}
