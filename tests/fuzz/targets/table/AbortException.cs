using System;

namespace BareMetal.Fuzz;

/// <summary>A store into the text that faulted, as a data abort does on the metal.</summary>
internal sealed class AbortException : Exception
{
    public AbortException()
        : base("a store into the text faulted")
    {
    }

    public AbortException(string message)
        : base(message)
    {
    }

    public AbortException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
