using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>C# that wants a runtime helper, which no Image has; behind the mark: the helper that the message must name.</summary>
internal static class Program
{
    private static object s_kept;
    private static int s_number;

    private interface IShape
    {
        int Sides { get; }
    }

    public static int Main(BootArguments arguments)
    {
        Keep(new object()); // refused: RhpNewFast
        Keep(new int[s_number]); // refused: RhpNewArray
        Keep(s_number); // refused: RhpNewFast
        Count(new Circle()); // refused: RhpNewFast
        Count(new Square()); // refused: RhpNewFast
        Count(new Triangle()); // refused: RhpNewFast
        Count(new Pentagon()); // refused: RhpNewFast
        return s_number;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(object value) => s_kept = value; // refused: RhpAssignRef

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(IShape shape) => s_number += shape.Sides; // refused: InterfaceDispatch

    private sealed class Circle : IShape
    {
        public int Sides => 1;
    }

    private sealed class Square : IShape
    {
        public int Sides => 4;
    }

    private sealed class Triangle : IShape
    {
        public int Sides => 3;
    }

    private sealed class Pentagon : IShape
    {
        public int Sides => 5;
    }
}
