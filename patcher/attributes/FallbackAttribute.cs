using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// On a <c>static extern</c> method with alternatives: the method of the same type and signature that a call reaches before patching,
/// where patching is refused, and where no alternative applies. It must be right on every CPU.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class FallbackAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="file">What messages of the build name; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public FallbackAttribute(string method, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Method = method;
    }

    /// <summary>The method's name.</summary>
    public string Method { get; }
}
