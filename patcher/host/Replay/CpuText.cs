using System;
using System.Collections.Generic;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>Names of the patcher's tables as strings, and its bit sets as lists.</summary>
internal static class CpuText
{
    /// <summary>The register's name in the Arm ARM, in lower case.</summary>
    public static string Name(IdRegister register) => Ascii(IdRegisters.Name(register)) + Ascii(IdRegisters.Suffix(register));

    public static string Name(CpuCap cap) => Ascii(CpuCaps.Name(cap));

    public static string Text(CpuCap cap) => Ascii(CpuCaps.Text(cap));

    public static string Ascii(ReadOnlySpan<byte> text) => Encoding.ASCII.GetString(text);

    public static IEnumerable<CpuCap> Members(CpuCapSet set)
    {
        for (int cap = 0; cap < CpuCaps.Count; cap++)
        {
            if (set.Has((CpuCap)cap))
            {
                yield return (CpuCap)cap;
            }
        }
    }
}
