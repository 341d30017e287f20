using BareMetal.Boot.Devicetree;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>
/// Fills a <see cref="Board"/> from whatever there is: a device tree, or else ATAGS or defaults; and what UEFI says besides.
/// </summary>
internal static class BoardReader
{
    /// <param name="entry">How the Image was entered.</param>
    /// <param name="board">Empty. Nothing changes it after this.</param>
    public static void Read(in BootEntry entry, ref Board board)
    {
        board.CoresEnteredTogether = entry.CoresEnteredTogether;
        board.Cores.Add(new BoardCore { Mpidr = entry.Mpidr });
        board.TreeError = FirmwareDeviceTree.TryOpen(entry, out DeviceTree tree);
        if (board.TreeError == DeviceTreeError.None)
        {
            BoardFromDeviceTree.Read(tree, entry, ref board);
        }
        else
        {
            BoardDefaults.Fill(entry, ref board);
        }

        if (!entry.HasFirmware)
        {
            board.Conduit = SmcccConduit.None;
        }

        if (entry.ByUefi)
        {
            BoardFromUefi.Read(ref board);
        }
    }
}
