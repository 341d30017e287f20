namespace BareMetal.Patcher;

/// <summary>Names of code addresses.</summary>
public interface ISymbols
{
    /// <summary>Finds the function that holds <paramref name="address"/>.</summary>
    /// <param name="address">Where an instruction runs.</param>
    /// <param name="name">The function's name: no quotes, backslashes or control characters.</param>
    /// <param name="offset">From the function's start to <paramref name="address"/>, in bytes.</param>
    static abstract bool TryFind(CodeAddress address, out FunctionName name, out ulong offset);
}
