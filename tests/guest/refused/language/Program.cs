using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>C# that csc itself refuses, as the core library has no type for it; behind the mark: what the message must name.</summary>
internal static class Program
{
    private static string s_name = "";

    public static int Main(BootArguments arguments)
    {
        s_name = s_name + "."; // refused: System.String.Concat
        throw new System.Exception(); // refused: System.Exception
    }
}
