using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// On a <c>static extern</c> method: where it is called, a method of the same type plans the instruction on CPUs that have a capability:
/// <c>static CallbackResult Plan(ref CallbackSite site)</c>. Its sites are the calls, one word each, and what they call, four words
/// before a return. A name that begins with <c>bm_cb_</c> is the symbol of a callback that any type exports. Where it answers
/// <see cref="CallbackResult.Keep"/>, a site stays. So a constant that takes more than one instruction is a call and moves. Of several
/// alternatives of one method, the first whose capability is there is taken.
/// </summary>
/// <remarks>
/// <c>[Fallback(nameof(ReadLine)), AlternativeCallback(nameof(PlanLine), CpuCap.AlwaysSystem)] static extern uint LineBytes { get; }</c>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class AlternativeCallbackAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="method">The callback's name, or its symbol.</param>
    /// <param name="cap">The capability.</param>
    /// <param name="file">What messages of the build name; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public AlternativeCallbackAttribute(string method, CpuCap cap, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Method = method;
        Cap = cap;
    }

    /// <summary>The callback's name.</summary>
    public string Method { get; }

    /// <summary>What the CPUs must have.</summary>
    public CpuCap Cap { get; }
}
