namespace BareMetal.Bench;

/// <summary>What a loop of tests/bench/guest/CallLoops.cs does once an iteration.</summary>
/// <param name="Name">The end of the loop's symbol.</param>
/// <param name="Own">Instructions that are the operation itself after patching: the site, and the branch on its result.</param>
/// <param name="StaticOwn">The same as ilc compiles it for a CPU that is known.</param>
/// <param name="IsCall">Whether the site stays a call.</param>
/// <param name="IsOutOfLine">Whether the site is the code that a call reaches, in place of the call.</param>
/// <param name="IsAtomic">Whether the site is patched only where the CPU has LSE.</param>
public sealed record CallOperation(string Name, int Own, int StaticOwn, bool IsCall, bool IsOutOfLine, bool IsAtomic)
{
    /// <summary>All of them.</summary>
    public static CallOperation[] All { get; } =
    [
        new("add", 1, 1, false, false, true),
        new("sum", 1, 1, false, false, true),
        new("test", 2, 0, false, false, false),
        new("version", 1, 1, true, false, false),
        new("constant", 1, 0, false, false, false),
        new("wide", 1, 0, false, true, false),
    ];
}
