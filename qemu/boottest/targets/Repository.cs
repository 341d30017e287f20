using System;
using System.IO;

namespace BareMetal.BootTest;

/// <summary>Where this repository lies: the nearest folder above the program that holds qemu/run.</summary>
public static class Repository
{
    /// <summary>Path of the top folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Path of a file in the repository.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "qemu", "run")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no folder above {start} holds qemu/run");
    }
}
