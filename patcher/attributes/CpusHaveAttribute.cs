using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// On a <c>static extern bool</c> property or method without parameters: whether all CPUs have a capability. Where it is read there is one
/// instruction after patching, MOV W0, #1 or MOV W0, #0; until then it is false.
/// </summary>
/// <remarks><c>[CpusHave(CpuCap.HasCrc32)] private static extern bool HasCrc32 { get; }</c></remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class CpusHaveAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="cap">The capability.</param>
    /// <param name="file">What messages of the build name; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public CpusHaveAttribute(CpuCap cap, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Cap = cap;
    }

    /// <summary>What is asked for.</summary>
    public CpuCap Cap { get; }
}
