namespace BareMetal.Boot.Cpu;

/// <summary>What a core has to do: one call at a time, which another core gives to it.</summary>
// SAFETY: pointers that are only stored here: the core that has taken State writes them, and the worker reads them after its
// load-acquire.
internal unsafe struct CoreWork
{
    /// <summary>A <see cref="CoreWorkState"/>.</summary>
    public uint State;

    /// <summary>What is called, and with what.</summary>
    public delegate*<void*, void> Method;
    public void* Argument;
}
