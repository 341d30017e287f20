using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Boot.Serial;

/// <summary>Addresses in the log, with the functions that they lie in.</summary>
internal static class SymbolLog
{
    /// <summary>Writes a VA and, where it lies in text, the function around it.</summary>
    public static void WriteAddress(ulong address)
    {
        Log.Hex(address, 16);
        if (Symbols.TryFind(new CodeAddress(address), out FunctionName name, out ulong offset))
        {
            Log.Text(" "u8);
            Log.Text(name.Type);
            Log.Text(name.Member);
            Log.Text("+"u8);
            Log.Hex(offset);
        }
    }

    /// <summary>Writes where a call was made, from the VA it returns to: that may already belong to the next function.</summary>
    public static void WriteCaller(ulong returnAddress) => WriteAddress(returnAddress - sizeof(uint));
}
