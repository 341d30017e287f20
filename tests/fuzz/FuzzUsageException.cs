using System;

namespace BareMetal.Fuzz;

/// <summary>The command line asks for something that there isn't.</summary>
internal sealed class FuzzUsageException : Exception
{
    public FuzzUsageException()
    {
    }

    /// <param name="message">What is wrong, and what there is.</param>
    public FuzzUsageException(string message)
        : base(message)
    {
    }

    public FuzzUsageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
