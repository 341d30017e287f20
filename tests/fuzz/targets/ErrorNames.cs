using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// Names and texts of errors. They are found by going through all that are before them, so each is looked at once in a process.
/// </summary>
internal static class ErrorNames
{
    private static readonly bool[] s_isKnown = new bool[(int)AltErrorCode.RepeatedSelection + 1];

    /// <summary>Whether an error that was reported is one, with a name and a text.</summary>
    /// <param name="code">The error.</param>
    /// <param name="isFirst">Takes whether it is the first of its kind.</param>
    public static bool Has(AltErrorCode code, out bool isFirst)
    {
        isFirst = (int)code < s_isKnown.Length && !s_isKnown[(int)code];
        if (isFirst)
        {
            s_isKnown[(int)code] = code != AltErrorCode.None && !AltErrors.Name(code).IsEmpty && !AltErrors.Text(code).IsEmpty;
        }

        return (int)code < s_isKnown.Length && s_isKnown[(int)code];
    }
}
