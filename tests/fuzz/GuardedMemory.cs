using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BareMetal.Fuzz;

/// <summary>
/// Memory between two pages that nothing may touch: a pointer that leaves it ends the process. What is put into it lies at its end or at
/// its start, right beside one of the two. It stays as long as the process.
/// </summary>
// SAFETY: mmap gave Capacity bytes between two pages, and mprotect opened them; Place hands out no more, and nothing unmaps them.
internal sealed unsafe class GuardedMemory
{
    private const int PageBytes = 4096;
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _start;

    /// <param name="capacity">Bytes that fit; rounded up to pages.</param>
    public GuardedMemory(int capacity)
    {
        Capacity = (capacity + PageBytes - 1) / PageBytes * PageBytes;
        byte* mapping = (byte*)Map(0, (nuint)Capacity + 2 * PageBytes, NoAccess, PrivateAnonymous, -1, 0);
        _start = mapping + PageBytes;
        if ((nint)mapping == -1 || Protect(_start, (nuint)Capacity, ReadWrite) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Bytes that fit.</summary>
    public int Capacity { get; }

    /// <summary>Room for so many bytes beside one of the pages. What was in it before stays.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="atEnd">Whether the byte after the last one can't be read; else the one before the first.</param>
    public Span<byte> Place(int bytes, bool atEnd)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Capacity);
        return new Span<byte>(atEnd ? _start + Capacity - bytes : _start, bytes);
    }

    /// <summary>A copy beside one of the pages.</summary>
    public Span<byte> Copy(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        Span<byte> copy = Place(bytes.Length, atEnd);
        bytes.CopyTo(copy);
        return copy;
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern void* Map(nint address, nuint bytes, int protection, int flags, int file, long offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(void* address, nuint bytes, int protection);
}
