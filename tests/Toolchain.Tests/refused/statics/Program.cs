using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>What ilc can't do at build time, or does only in a way that fails at run time.</summary>
// SAFETY: compiled to be refused: no Image comes of it that could run.
internal static unsafe class Program
{
    public static int Main(BootArguments arguments)
    {
        return (int)External.Value
            + Pointers.Function(1)
            + References.Names[Check.Opaque(0)].Length
            + Objects.First.Next.Number
            + (int)Generic<int>.Value;
    }

    private static class External
    {
        // refused: BM0002: the static fields of BareMetal.Boot.Program+External can't be initialised at build time:
        //          Method '[BareMetal]System.Diagnostics.Stopwatch.Counter()': Extern method
        public static readonly long Value = System.Diagnostics.Stopwatch.GetTimestamp();
    }

    private static class Pointers
    {
        public static readonly delegate*<int, int> Function = &Check.Opaque<int>; // refused: opcode 'stsfld' Unsupported store
    }

    private static class References
    {
        public static readonly string[] Names = ["one", "two"]; // refused: opcode 'newarr' GC pointers
    }

    private static class Objects
    {
        public static readonly Node First = new(new Node(null)); // refused: opcode 'stfld' Reference field
    }

    private static class Generic<T>
    {
        // refused: the static fields of BareMetal.Boot.Program+Generic`1<int32>
        public static readonly long Value = System.Diagnostics.Stopwatch.GetTimestamp();
    }

    private sealed class Node(Node next)
    {
        public Node Next => next;

        public int Number => 1;
    }
}
