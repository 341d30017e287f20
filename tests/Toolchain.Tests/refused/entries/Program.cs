using BareMetal.Patcher;
using BareMetal.Testing;

namespace Example
{
    internal static class Program
    {
        // refused: BM0012: Program.Main: boot calls the only method of this name, and there are 2: 
        public static int Main(BootArguments arguments) => arguments.MoveNext() ? 1 : 0;
    }
}

/// <summary>What boot would call, and what would be a test, is said before ilc sees it.</summary>
internal class Program
{
    public static int Main() => 0; // refused: BM0012: Program.Main: boot calls the only method of this name, and there are 2: 

    [Test] // refused: BM0013: Program.OfAnObject: [Test] is for a static void method without parameters, that isn't generic and has a body
    public void OfAnObject()
    {
    }

    [Test] // refused: BM0013: Program.WithAnAnswer: [Test] is for
    public static int WithAnAnswer() => 1;

    [Test] // refused: BM0013: Program.WithAParameter: [Test] is for
    public static void WithAParameter(int number)
    {
    }

    [Test] // refused: BM0013: Program.Generic: [Test] is for
    public static void Generic<T>()
    {
    }

    [Test]
    private static void Right()
    {
    }
}
