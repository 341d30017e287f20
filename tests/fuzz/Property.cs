using System.Diagnostics.CodeAnalysis;

namespace BareMetal.Fuzz;

/// <summary>What must hold, for every input.</summary>
internal static class Property
{
    /// <summary>Ends the run of an input that breaks a property.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="text">The property.</param>
    public static void Holds([DoesNotReturnIf(false)] bool holds, string text)
    {
        if (!holds)
        {
            throw new ViolationException($"broken: {text}");
        }
    }

    /// <summary>Ends the run of an input where two values differ.</summary>
    public static void Equal<T>(T expected, T actual, string text)
        where T : struct, System.IEquatable<T>
    {
        if (!expected.Equals(actual))
        {
            throw new ViolationException($"broken: {text}: expected {expected}, got {actual}");
        }
    }
}
