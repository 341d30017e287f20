using System;
using System.Buffers.Binary;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>The thread's copy of a text. It is never executed, so no cache needs maintenance.</summary>
internal readonly struct HostText : ICodeMemory
{
    [ThreadStatic]
    private static byte[]? s_text;

    [ThreadStatic]
    private static ulong s_start;

    /// <summary>Chooses the text that the thread's calls are about.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="start">VA of the first.</param>
    public static void Use(byte[] text, ulong start) => (s_text, s_start) = (text, start);

    public static uint Read(CodeAddress address) => BinaryPrimitives.ReadUInt32LittleEndian(At(address.Value));

    public static AliasAddress Alias(CodeAddress address) => new(address.Value);

    public static void Write(AliasAddress address, uint instruction) =>
        BinaryPrimitives.WriteUInt32LittleEndian(At(address.Value), instruction);

    public static void CleanLine(CodeAddress line)
    {
    }

    public static void InvalidateInstructionCache()
    {
    }

    public static void DataBarrier()
    {
    }

    public static void ContextSynchronize()
    {
    }

    private static Span<byte> At(ulong address) => s_text.AsSpan(checked((int)(address - s_start)), sizeof(uint));
}
