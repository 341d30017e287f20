using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Testing;

/// <summary>
/// On a <c>static void</c> method without parameters: a test, which <c>make test APP=</c> runs on the machine. It passes where it
/// comes back without a failed <see cref="Assert"/>, or ends in the fault that it expects.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TestAttribute : Attribute
{
    /// <summary>Read by the build from the metadata.</summary>
    /// <param name="file">What the report names; the compiler fills it in.</param>
    /// <param name="line">The same.</param>
    public TestAttribute([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
    }

    /// <summary>How the test must end; <see cref="Testing.Fault.None"/> where it must come back.</summary>
    public Fault Fault { get; set; }
}
