using System.IO;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Debian's packages of lab software, which not every release has: qemu/setup installs what there is.</summary>
internal static class LabPackage
{
    private const string Modules = "/usr/lib/python3/dist-packages";

    /// <summary>Skips the test where there is no labgrid.</summary>
    public static void RequireLabgrid() => Require("python3-labgrid", "labgrid");

    /// <summary>Skips the test where there is no LAVA.</summary>
    public static void RequireLava() => Require("lava-common", "lava_common");

    private static void Require(string package, string module)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Modules, module)), $"no {package}: qemu/setup test installs it where the release has it");
    }
}
