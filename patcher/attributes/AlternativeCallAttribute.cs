using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// On a <c>static extern</c> method: where it is called, another method of the same type and signature is called directly (BL) on CPUs that
/// have a capability. Of several alternatives of one method, the first whose capability is there is taken.
/// </summary>
/// <remarks>
/// <c>[Fallback(nameof(ByTable)), AlternativeCall(nameof(ByCrc32), CpuCap.HasCrc32)] static extern uint Update(uint crc, ulong value);</c>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class AlternativeCallAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="cap">The capability.</param>
    /// <param name="file">What messages of the build name; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public AlternativeCallAttribute(string method, CpuCap cap, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Method = method;
        Cap = cap;
    }

    /// <summary>The method's name.</summary>
    public string Method { get; }

    /// <summary>What the CPUs must have.</summary>
    public CpuCap Cap { get; }
}
