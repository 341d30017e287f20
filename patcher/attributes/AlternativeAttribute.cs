using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// On a <c>static extern</c> method: where it is called there is one instruction on CPUs that have a capability. Arguments are in the
/// registers of a call (w0 or x0, w1 …, s0 or d0 …), the result is to be in w0, x0, s0 or d0, and x0 to x17, v0 to v7, v16 to v31 and the
/// flags may be changed. Of several alternatives of one method, the first whose capability is there is taken.
/// </summary>
/// <remarks>
/// <c>
/// [Fallback(nameof(ByExclusives)), Alternative("ldaddal w1, w0, [x0]", CpuCap.HasLseAtomics)] static extern uint Add(ref uint
/// place, uint value);
/// </c>
/// With <see cref="CpuCap.AlwaysBoot"/> or <see cref="CpuCap.AlwaysSystem"/> it is the default, and no
/// <see cref="FallbackAttribute"/> is needed.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class AlternativeAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="instruction">The instruction, in assembly.</param>
    /// <param name="cap">The capability, which must have brought the instruction.</param>
    /// <param name="file">What messages of the build name; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public AlternativeAttribute(string instruction, CpuCap cap, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Instruction = instruction;
        Cap = cap;
    }

    /// <summary>The instruction, in assembly.</summary>
    public string Instruction { get; }

    /// <summary>What the CPUs must have.</summary>
    public CpuCap Cap { get; }
}
