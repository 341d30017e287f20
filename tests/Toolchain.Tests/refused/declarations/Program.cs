using System.Collections.Generic; // refused: CS0234: The type or namespace name 'Generic'
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Declarations for which the core library has no type.</summary>
internal static class Program
{
    [System.ThreadStatic] // refused: 'ThreadStatic' does not exist in the namespace 'System'
    private static int s_perThread;

    private static System.Func<int, int> s_function; // refused: 'Func<,>' does not exist in the namespace 'System'

    private delegate int Operation(int number); // refused: CS0518: Predefined type 'System.MulticastDelegate'

    private record struct Named(int Number); // refused: CS0518: Predefined type 'System.Text.StringBuilder'

    public static int Main(BootArguments arguments) => s_perThread;

    [DllImport("library")] // refused: 'DllImport' could not be found
    private static extern int Imported();

    [UnmanagedCallersOnly] // refused: 'UnmanagedCallersOnly' could not be found
    private static int Exported() => 1;

    [ModuleInitializer] // refused: 'ModuleInitializer' could not be found
    internal static void Initialize()
    {
    }

    private static IEnumerable<int> Numbers() // refused: 'IEnumerable<>' could not be found
    {
        yield return 1;
    }

    private static async System.Threading.Tasks.Task Later() // refused: 'Tasks' does not exist in the namespace 'System.Threading'
    {
    }
}
