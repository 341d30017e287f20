namespace System.Threading;

/// <summary>Times that aren't one.</summary>
public static class Timeout
{
    public const int Infinite = -1;
}
