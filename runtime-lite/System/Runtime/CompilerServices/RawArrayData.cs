namespace System.Runtime.CompilerServices;

/// <summary>An array's memory: its length, then its elements.</summary>
internal sealed class RawArrayData
{
#pragma warning disable CS0649, CS0169 // an overlay of what ILC writes
    public uint Length;
    private readonly uint _padding;
    public byte Data;
#pragma warning restore CS0649, CS0169
}
