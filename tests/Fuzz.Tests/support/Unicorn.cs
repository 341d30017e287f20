using System;
using System.IO;
using System.Runtime.InteropServices;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>
/// An AArch64 core of Unicorn 2 (https://www.unicorn-engine.org), which runs QEMU's translation of one instruction. P/Invoke of what is
/// needed of its C interface; numbers from include/unicorn/unicorn.h and arm64.h of 2.0.1.
/// </summary>
internal sealed partial class Unicorn : IDisposable
{
    /// <summary>x0 to x30, SP, PC, NZCV.</summary>
    public const int RegisterCount = 34;

    public const int LinkRegister = 30;
    public const int StackPointer = 31;
    public const int ProgramCounter = 32;
    public const int Flags = 33;
    public const int PageBytes = 4096;

    private const string Library = "libunicorn.so.2";
    private const int Arm64 = 2;
    private const int AllAccess = 7;
    private const int RegX0 = 199;
    private const int RegX29 = 1;
    private const int RegX30 = 2;
    private const int RegNzcv = 3;
    private const int RegSp = 4;
    private const int RegPc = 260;

    private readonly nint _core;
    private readonly nint _fresh;

    public Unicorn()
    {
        Check(Open(Arm64, 0, out _core));
        Check(AllocateContext(_core, out _fresh));
        Check(SaveContext(_core, _fresh));
    }

    /// <summary>Skips the test where the release has no such package. A library that is there and can't be loaded is a failure.</summary>
    public static void Require()
    {
        string machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        bool isThere =
            File.Exists($"/usr/lib/{machine}-linux-gnu/{Library}") || NativeLibrary.TryLoad(Library, typeof(Unicorn).Assembly, null, out _);
        Assert.SkipUnless(isThere, "no libunicorn2: qemu/setup test installs it where the release has it");
    }

    /// <summary>Maps a page that holds zeros.</summary>
    public void Map(ulong page) => Check(MapMemory(_core, page, PageBytes, AllAccess));

    /// <summary>Takes a page away.</summary>
    public void Unmap(ulong page) => Check(UnmapMemory(_core, page, PageBytes));

    public void Write(ulong address, ReadOnlySpan<byte> bytes) => Check(WriteMemory(_core, address, bytes, (nuint)bytes.Length));

    public void Read(ulong address, Span<byte> bytes) => Check(ReadMemory(_core, address, bytes, (nuint)bytes.Length));

    /// <summary>Runs one instruction on a core as it was at first, but for these registers.</summary>
    /// <param name="registers">The registers; takes what they are afterwards.</param>
    /// <returns>0, or Unicorn's number of what went wrong.</returns>
    public int Step(Span<ulong> registers)
    {
        Check(RestoreContext(_core, _fresh));
        for (int index = 0; index < RegisterCount; index++)
        {
            Check(WriteRegister(_core, NumberOf(index), registers[index]));
        }

        int error = Start(_core, registers[ProgramCounter], ulong.MaxValue, 0, 1);
        for (int index = 0; index < RegisterCount; index++)
        {
            Check(ReadRegister(_core, NumberOf(index), out registers[index]));
        }

        return error;
    }

    public void Dispose()
    {
        _ = FreeContext(_fresh);
        _ = Close(_core);
    }

    private static int NumberOf(int register) => register switch
    {
        29 => RegX29,
        LinkRegister => RegX30,
        StackPointer => RegSp,
        ProgramCounter => RegPc,
        Flags => RegNzcv,
        _ => RegX0 + register,
    };

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"Unicorn: error {error}");
        }
    }

    [LibraryImport(Library, EntryPoint = "uc_open")]
    private static partial int Open(int architecture, int mode, out nint core);

    [LibraryImport(Library, EntryPoint = "uc_close")]
    private static partial int Close(nint core);

    [LibraryImport(Library, EntryPoint = "uc_context_alloc")]
    private static partial int AllocateContext(nint core, out nint context);

    [LibraryImport(Library, EntryPoint = "uc_context_save")]
    private static partial int SaveContext(nint core, nint context);

    [LibraryImport(Library, EntryPoint = "uc_context_restore")]
    private static partial int RestoreContext(nint core, nint context);

    [LibraryImport(Library, EntryPoint = "uc_context_free")]
    private static partial int FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "uc_mem_map")]
    private static partial int MapMemory(nint core, ulong address, nuint bytes, int access);

    [LibraryImport(Library, EntryPoint = "uc_mem_unmap")]
    private static partial int UnmapMemory(nint core, ulong address, nuint bytes);

    [LibraryImport(Library, EntryPoint = "uc_mem_write")]
    private static partial int WriteMemory(nint core, ulong address, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "uc_mem_read")]
    private static partial int ReadMemory(nint core, ulong address, Span<byte> bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "uc_reg_write")]
    private static partial int WriteRegister(nint core, int register, in ulong value);

    [LibraryImport(Library, EntryPoint = "uc_reg_read")]
    private static partial int ReadRegister(nint core, int register, out ulong value);

    [LibraryImport(Library, EntryPoint = "uc_emu_start")]
    private static partial int Start(nint core, ulong begin, ulong until, ulong timeout, nuint count);
}
