using System;
using System.IO;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>
/// A boot loader that puts an Image anywhere and passes whatever it is told as device tree: QEMU's own -dtb fixes a tree or refuses it.
/// </summary>
internal sealed class BootLoader : IDisposable
{
    /// <summary>PA of the tree.</summary>
    public const ulong TreeAddress = 0x4500_0000;

    private readonly GuestProgram _loader;
    private readonly string _tree = Path.GetTempFileName();

    /// <param name="image">The raw Image to enter.</param>
    /// <param name="tree">What lies at <paramref name="treeAddress"/>.</param>
    /// <param name="x0">What the Image finds in x0.</param>
    /// <param name="address">PA of the Image.</param>
    /// <param name="treeAddress">PA of the tree, where it isn't the usual one.</param>
    /// <param name="firmware">What enters the Image, where it isn't enter.S: a file of guests, and preprocessor definitions.</param>
    public BootLoader(string image, byte[] tree, ulong x0 = TreeAddress, ulong address = ImageFile.LoadAddress,
        ulong treeAddress = TreeAddress, params string[] firmware)
    {
        string[] program = firmware is [] ? ["enter.S"] : firmware;
        _loader = new GuestProgram(program[0], [.. program[1..], $"X0={x0}", $"ENTRY={address}"]);
        File.WriteAllBytes(_tree, tree);
        Case = new BootCase
        {
            Image = _loader.Image,
            Exit = GuestExit.Psci,
            QemuArguments =
            [
                "-device", $"loader,file={image},addr={address},force-raw=on",
                "-device", $"loader,file={_tree},addr={treeAddress},force-raw=on",
            ],
        };
    }

    /// <summary>The boot; it ends by PSCI, as QEMU's boot arguments don't reach the guest.</summary>
    public BootCase Case { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loader.Dispose();
        File.Delete(_tree);
    }
}
