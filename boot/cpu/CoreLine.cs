using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>What a core has written on the console and is not sent yet: part of a line. No other core touches it.</summary>
internal struct CoreLine
{
    /// <summary>How many bytes it takes.</summary>
    public const uint Capacity = 256;

    /// <summary>Bytes in <see cref="Text"/>.</summary>
    public uint Length;

    /// <summary>Whether the start of the line is sent, and the console this core's until the line ends.</summary>
    public bool HoldsConsole;

    /// <summary>The bytes.</summary>
    public Buffer Text;

    [InlineArray((int)Capacity)]
    internal struct Buffer
    {
        private byte _first;
    }
}
