using System.Diagnostics.CodeAnalysis;

namespace BareMetal.Boot;

/// <summary>What a core does that has nothing to do.</summary>
internal static class CoreIdle
{
    /// <summary>Waits for events, and stands still whenever text is to be written.</summary>
    [DoesNotReturn]
    public static void Run()
    {
        while (true)
        {
            Rendezvous.Point();
            Flag.WaitForEvent();
        }
    }
}
