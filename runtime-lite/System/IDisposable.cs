namespace System;

/// <summary>What a <c>using</c> statement calls at its end.</summary>
public interface IDisposable
{
    void Dispose();
}
