using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Statements and expressions for which the core library has no type or method.</summary>
// SAFETY: compiled to be refused, so its function pointers are never called.
internal static unsafe class Program
{
    private static readonly int[] s_numbers = [1, 2, 3];
    private static readonly string s_name = "name";

    private enum Colour
    {
        Red,
        Blue,
    }

    public static int Main(BootArguments arguments) => 0;

    private static void Throw() => throw new System.Exception(); // refused: CS0518: Predefined type 'System.Exception'

    private static string Concatenate() => s_name + "."; // refused: CS0656: Missing compiler required member 'System.String.Concat'

    private static string Interpolate(int number) => $"{number}."; // refused: CS0117: 'string' does not contain a definition for 'Format'

    private static string Format(int number) => number.ToString(); // refused: CS1061: 'int' does not contain a definition for 'ToString'

    private static object TypeOf() => s_name.GetType(); // refused: CS1061: 'string' does not contain a definition for 'GetType'

    // refused: CS0656: Missing compiler required member 'System.Runtime.CompilerServices.RuntimeHelpers.GetSubArray'
    private static int[] Slice() => s_numbers[1..];

    private static int Lambda()
    {
        var next = (int number) => number + 1; // refused: CS0518: Predefined type 'System.Func`2'
        return next(1);
    }

    // refused: CS0656: Missing compiler required member 'System.InvalidOperationException..ctor'
    private static int Unnamed(Colour colour) => colour switch
    {
        Colour.Red => 1,
        Colour.Blue => 2,
    };

    private static void Lock()
    {
        lock (s_name) // refused: CS0656: Missing compiler required member 'System.Threading.Monitor.Enter'
        {
        }
    }

    private static int Decimal(int number)
    {
        decimal exact = number; // refused: CS0518: Predefined type 'System.Decimal'
        return (int)exact;
    }

    private static int Unmanaged(void* function) => ((delegate* unmanaged<int, int>)function)(1); // refused: CS8889: The target runtime

    private static object Open() => System.IO.File.OpenRead(s_name); // refused: 'File' does not exist in the namespace 'System.IO'
}
