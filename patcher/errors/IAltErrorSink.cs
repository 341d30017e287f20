using System;

namespace BareMetal.Patcher;

/// <summary>Where errors go as they are found. It is never called while text is being written.</summary>
public interface IAltErrorSink
{
    /// <summary>An error of the table, of an entry or of the commit.</summary>
    static abstract void Report(in AltError error);

    /// <summary>A boot argument that is refused and ignored.</summary>
    /// <param name="cpu">The core that refuses it alone; 0 where it is refused altogether, or by the boot core.</param>
    /// <param name="code">Why.</param>
    /// <param name="argument">The argument, as written.</param>
    static abstract void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument);
}
