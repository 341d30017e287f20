using System;
using System.Buffers.Binary;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>The capability field of an entry.</summary>
internal readonly struct AltCapability(ushort raw)
{
    private const ushort CallbackBit = 0x8000;

    public AltCapability(ReadOnlySpan<byte> field)
        : this(BinaryPrimitives.ReadUInt16LittleEndian(field))
    {
    }

    public bool IsCallback => (raw & CallbackBit) != 0;

    /// <summary>Linux's name; the number where there is none.</summary>
    public string Name
    {
        get
        {
            int number = raw & ~CallbackBit;
            return number > CpuCaps.Count ? $"capability {number}" : Encoding.UTF8.GetString(CpuCaps.Name((CpuCap)number));
        }
    }
}
