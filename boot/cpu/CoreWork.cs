namespace BareMetal.Boot.Cpu;

/// <summary>What a core has to do: one call at a time, which another core gives to it.</summary>
internal unsafe struct CoreWork
{
    /// <summary>A <see cref="CoreWorkState"/>.</summary>
    public uint State;

    /// <summary>What is called, and with what.</summary>
    public delegate*<void*, void> Method;
    public void* Argument;
}
