using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/firmware, in a folder of its own and with a mirror made of fake apt commands: no network is touched.</summary>
[Trait("Area", "Boot media")]
public sealed class FirmwareTests : IDisposable
{
    private const string UBoot = "rpi4/u-boot.bin";
    private const string Tree = "rpi4/bcm2711-rpi-4-b.dtb";

    private readonly TemporaryFolder _folder = new();

    public FirmwareTests()
    {
        _folder.WriteScript("qemu/media/firmware", File.ReadAllText(Repository.PathOf("qemu", "media", "firmware")));
        _folder.WriteScript("bin/apt-cache", "[[ $* != *linux-image-arm64 ]] || echo '  Depends: linux-image-6.1.0-9-arm64'");
        _folder.WriteScript("bin/apt-get", $$"""
            echo "$*" >> {{_folder.PathOf("calls")}}
            [[ " $* " == *" download "* ]] || exit 0
            cp "{{_folder.PathOf("mirror")}}/${@: -1}.deb" . 2> /dev/null || { echo 'E: Failed to fetch it' >&2; exit 100; }
            """);
        _folder.Write("calls", "");
    }

    [Fact]
    public async Task What_is_there_needs_no_network()
    {
        _folder.Write("out/firmware/" + UBoot, "loader");

        CommandResult result = await FetchAsync(UBoot);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.Empty(File.ReadAllText(_folder.PathOf("calls")));
    }

    [Fact]
    public async Task A_package_for_arm64_is_fetched_once_and_unpacked()
    {
        await OfferAsync("u-boot-rpi", "usr/lib/u-boot/rpi_4/u-boot.bin", "usr/lib/u-boot/rpi_3/u-boot.bin");
        await OfferAsync("linux-image-6.1.0-9-arm64", "usr/lib/linux-image-6.1.0-9-arm64/broadcom/bcm2711-rpi-4-b.dtb",
            "usr/lib/linux-image-6.1.0-9-arm64/broadcom/bcm2837-rpi-3-b.dtb");

        CommandResult result = await FetchAsync(UBoot, Tree);
        string[] calls = File.ReadAllLines(_folder.PathOf("calls"));

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("firmware: fetching u-boot-rpi\nfirmware: fetching linux-image-6.1.0-9-arm64\n", result.Errors);
        Assert.Equal("usr/lib/u-boot/rpi_4/u-boot.bin", File.ReadAllText(_folder.PathOf("out", "firmware", UBoot)));
        Assert.EndsWith("bcm2711-rpi-4-b.dtb", File.ReadAllText(_folder.PathOf("out", "firmware", Tree)), StringComparison.Ordinal);
        Assert.Equal(3, calls.Length);
        Assert.All(calls, call => Assert.Contains("-oAPT::Architecture=arm64", call, StringComparison.Ordinal));
        Assert.All(calls, call => Assert.Contains("-oDir::State::Lists=", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_package_that_cannot_be_fetched_is_named()
    {
        Fails(await FetchAsync(UBoot), 1, "u-boot-rpi for arm64 could not be fetched: check the network");
    }

    [Fact]
    public async Task A_package_without_the_file_is_named()
    {
        await OfferAsync("u-boot-rpi", "usr/lib/u-boot/other/u-boot.bin");

        Fails(await FetchAsync(UBoot), 1, "u-boot-rpi has no usr/lib/u-boot/rpi_4/u-boot.bin: put the file at ");
    }

    [Fact]
    public async Task Without_apt_the_folder_for_the_files_is_named()
    {
        foreach (string command in (string[])["apt-get", "apt-cache"])
        {
            File.Delete(_folder.PathOf("bin", command));
        }

        foreach (string command in (string[])["bash", "dirname", "grep", "awk", "mkdir", "flock", "mktemp", "rm"])
        {
            File.CreateSymbolicLink(_folder.PathOf("bin", command), "/usr/bin/" + command);
        }

        CommandResult result =
            await Command.RunAsync("/", _folder.PathOf("qemu", "media", "firmware"), [UBoot], new() { ["PATH"] = _folder.PathOf("bin") });

        Fails(result, 1, $"there is no apt-get: put the files into {_folder.PathOf("out", "firmware")} by hand");
    }

    [Fact]
    public async Task An_unknown_file_is_named_with_the_known_ones()
    {
        Fails(await FetchAsync("rpi5/u-boot.bin"), 2, $"unknown file rpi5/u-boot.bin: one of {UBoot} {Tree} ");
    }

    public void Dispose() => _folder.Dispose();

    private static void Fails(CommandResult result, int exitCode, string message)
    {
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(), StringComparison.Ordinal);
    }

    private Task<CommandResult> FetchAsync(params string[] files)
    {
        Dictionary<string, string> variables = new() { ["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}" };
        return Command.RunAsync("/", _folder.PathOf("qemu", "media", "firmware"), files, variables);
    }

    // Each file holds its own path.
    private async Task OfferAsync(string package, params string[] paths)
    {
        foreach (string path in paths)
        {
            _folder.Write(Path.Combine(package, path), path);
        }

        _folder.Write(Path.Combine(package, "DEBIAN", "control"),
            $"Package: {package}\nVersion: 1\nArchitecture: arm64\nMaintainer: none\nDescription: none\n");
        Directory.CreateDirectory(_folder.PathOf("mirror"));
        CommandResult built =
            await Command.RunAsync("/", "dpkg-deb", ["-b", _folder.PathOf(package), _folder.PathOf("mirror", package + ".deb")]);
        Assert.True(built.ExitCode == 0, built.Errors);
    }
}
