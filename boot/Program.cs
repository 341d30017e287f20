using BareMetal.Boot.Image;
using BareMetal.Boot.Serial;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>What runs on the booted, patched machine.</summary>
internal static class Program
{
    /// <summary>0 makes the boot PASS.</summary>
    /// <param name="arguments">All boot arguments.</param>
    public static int Main(BootArguments arguments)
    {
        Log.Begin();
        Log.Text("program: C# at EL1, text at "u8);
        Log.Hex(ImageLayout.TextStart - BootSites.KimageVoffset(), 8);
        Log.Text(BootSites.HasCrc32 ? ", CRC32 by instruction"u8 : ", CRC32 by table"u8);
        Log.End();
        return 0;
    }
}
