using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Silicon;

/// <summary>System calls of Linux on arm64.</summary>
// SAFETY: the kernel checks every address that it gets; Map in place of something and Exit do what their caller asked for.
internal static unsafe class Linux
{
    /// <summary>mmap: pages that can be read.</summary>
    public const int Read = 1;

    /// <summary>mmap: pages that can be written.</summary>
    public const int Write = 2;

    /// <summary>mmap: pages that can be executed.</summary>
    public const int Execute = 4;

    private const long MapShared = 1;
    private const long MapPrivate = 2;
    private const long MapFixed = 0x10;
    private const long MapAnonymous = 0x20;
    private const long StandardOutput = 1;

    /// <summary>A file that is memory only. Out: its descriptor, or -errno.</summary>
    public static long CreateMemoryFile(ulong bytes)
    {
        byte name = 0;
        long file = Call(Number.MemfdCreate, (long)&name, 0);
        long result = file < 0 ? file : Call(Number.Ftruncate, file, (long)bytes);
        return result < 0 ? result : file;
    }

    /// <summary>Maps a file, shared. Out: the address, or -errno.</summary>
    /// <param name="address">Where, in place of what is there; 0 for anywhere.</param>
    public static long Map(ulong address, ulong bytes, int protection, long file) =>
        Call(Number.Mmap, (long)address, (long)bytes, protection, MapShared | (address == 0 ? 0 : MapFixed), file, 0);

    /// <summary>Maps memory that is zero. Out: the address, or -errno.</summary>
    public static long Allocate(ulong bytes) => Call(Number.Mmap, 0, (long)bytes, Read | Write, MapPrivate | MapAnonymous, -1, 0);

    /// <summary>Writes to standard output.</summary>
    public static void Print(byte* text, int length)
    {
        for (long written = 0; written < length;)
        {
            long result = Call(Number.Write, StandardOutput, (long)text + written, length - written);
            written = result > 0 ? written + result : length;
        }
    }

    /// <summary>Ends the process.</summary>
    public static void Exit(int code) => Call(Number.ExitGroup, code);

    private static long Call(Number number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0, long a4 = 0, long a5 = 0) =>
        SystemCall((long)number, a0, a1, a2, a3, a4, a5);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_syscall")]
    private static extern long SystemCall(long number, long a0, long a1, long a2, long a3, long a4, long a5);

    private enum Number
    {
        Ftruncate = 46,
        Write = 64,
        ExitGroup = 94,
        Mmap = 222,
        MemfdCreate = 279,
    }
}
