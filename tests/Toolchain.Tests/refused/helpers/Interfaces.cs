namespace BareMetal.Boot;

/// <summary>An interface that more than two classes implement, so that the method is found at run time only.</summary>
internal static class Interfaces
{
    private static readonly IShape s_square = new Square();
    private static readonly IShape s_triangle = new Triangle();
    private static readonly IShape s_circle = new Circle();

    private interface IShape
    {
        int Sides { get; }
    }

    public static int Use(int number)
    {
        IShape shape = number == 1 ? s_square : number == 2 ? s_triangle : s_circle;
        return Check.Opaque(shape).Sides; // refused: interface dispatch ("IShape.get_Sides()")
    }

    private sealed class Square : IShape
    {
        public int Sides => 4;
    }

    private sealed class Triangle : IShape
    {
        public int Sides => 3;
    }

    private sealed class Circle : IShape
    {
        public int Sides => 1;
    }
}
