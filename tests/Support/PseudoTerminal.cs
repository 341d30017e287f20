using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BareMetal.Tests;

/// <summary>A pair of pseudoterminals: a board writes to one end, the other is a serial device.</summary>
public sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int NameBytes = 64;

    private readonly FileStream _board;

    public PseudoTerminal()
    {
        int master = OpenMaster(ReadWrite | NoControllingTerminal);
        byte[] name = new byte[NameBytes];
        if (master < 0 || Grant(master) != 0 || Unlock(master) != 0 || Name(master, name, name.Length) != 0)
        {
            throw new IOException("no pseudoterminal");
        }

        Device = Encoding.ASCII.GetString(name).TrimEnd('\0');
        _board = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>Path of the serial device.</summary>
    public string Device { get; }

    /// <summary>The board says something.</summary>
    public void Say(string text) => _board.Write(Encoding.Latin1.GetBytes(text));

    /// <summary>Unplugs.</summary>
    public void Dispose() => _board.Dispose();

    [DllImport("libc", EntryPoint = "posix_openpt")]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt")]
    private static extern int Grant(int master);

    [DllImport("libc", EntryPoint = "unlockpt")]
    private static extern int Unlock(int master);

    [DllImport("libc", EntryPoint = "ptsname_r")]
    private static extern int Name(int master, [Out] byte[] buffer, nint bytes);
}
