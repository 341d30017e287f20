using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>No function has a name.</summary>
internal readonly struct FuzzSymbols : ISymbols
{
    public static bool TryFind(CodeAddress address, out FunctionName name, out ulong offset)
    {
        name = default;
        offset = 0;
        return false;
    }
}
