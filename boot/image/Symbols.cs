using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot.Image;

/// <summary>Names of the functions in text, from the table that the second link pass adds: patcher/host/README.md has its layout.</summary>
// SAFETY: the link wrote the table: Count offsets in ascending order, then as many terminated names.
internal readonly unsafe struct Symbols : ISymbols
{
    /// <summary>VA of the table.</summary>
    public static ulong TableAddress => (ulong)Offsets;

    private static uint* Offsets => (uint*)LinkerSymbol.AddressOf(&SymbolOffsets);

    private static byte* Names => (byte*)LinkerSymbol.AddressOf(&SymbolNames);

    private static int Count => (int)((uint*)Names - Offsets);

    /// <inheritdoc/>
    public static bool TryFind(CodeAddress address, out FunctionName name, out ulong offset)
    {
        name = default;
        offset = address.Value - ImageLayout.TextStart;
        if (address.Value < ImageLayout.TextStart || address.Value >= ImageLayout.TextEnd || Count == 0 || offset < Offsets[0])
        {
            return false;
        }

        int index = LastAtOrBefore((uint)offset);
        offset -= Offsets[index];
        name = NameOf(index);
        return true;
    }

    private static int LastAtOrBefore(uint offset)
    {
        int low = 0;
        for (int high = Count; high - low > 1;)
        {
            int middle = (low + high) / 2;
            if (Offsets[middle] <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // A name that starts with a dot is of the last type that was named before it.
    private static FunctionName NameOf(int index)
    {
        ReadOnlySpan<byte> type = default;
        byte* next = Names;
        for (int left = index; ; left--)
        {
            ReadOnlySpan<byte> name = Terminated(next);
            int dot = name.IndexOf((byte)'.');
            type = dot > 0 ? name.Slice(0, dot) : type;
            if (left == 0)
            {
                return dot < 0 ? new FunctionName(default, name) : new FunctionName(type, name.Slice(dot));
            }

            next += name.Length + 1;
        }
    }

    private static ReadOnlySpan<byte> Terminated(byte* text)
    {
        int length = 0;
        while (text[length] != 0)
        {
            length++;
        }

        return new ReadOnlySpan<byte>(text, length);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_symbol_offsets")]
    private static extern void SymbolOffsets();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_symbol_names")]
    private static extern void SymbolNames();
}
