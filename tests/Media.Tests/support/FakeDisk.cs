using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>
/// A disk for qemu/media/flash: a plain file, and what /sys and /proc would say of it, all in a temporary folder. To start with it is
/// a USB stick of 8 MiB named sdx with one partition, which nothing uses.
/// </summary>
internal sealed class FakeDisk : IDisposable
{
    public const int Bytes = 8 << 20;
    public const int ImageBytes = (5 << 20) + 1000; // no whole number of blocks or sectors

    private const int SectorBytes = 512;
    private static readonly string s_flash = Repository.PathOf("qemu", "media", "flash");

    private readonly TemporaryFolder _folder = new();

    public FakeDisk(string bus = "pci0000:00/usb1/1-1", bool removable = true)
    {
        Bus = bus;
        Device = _folder.PathOf("dev", "sdx");
        Directory.CreateDirectory(_folder.PathOf("dev"));
        File.WriteAllBytes(Device, Filled(Bytes, 0xee));
        Image = _folder.PathOf("card.img");
        byte[] image = new byte[ImageBytes];
        new Random(1).NextBytes(image);
        File.WriteAllBytes(Image, image);

        Block("sdx", "8:16", Bytes / SectorBytes);
        Property("removable", removable ? "1" : "0");
        Property("ro", "0");
        Property("diskseq", "7");
        Property("device/vendor", "Generic ");
        Property("device/model", "Card Reader     ");
        Block("sdx/sdx1", "8:17", Bytes / SectorBytes - 2048);
        Property("sdx1/partition", "1");
        Mounts("24 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw");
        Swaps();
        Command("blockdev", "exit 0");
    }

    /// <summary>The file that stands for the disk.</summary>
    public string Device { get; }

    /// <summary>An image that fits onto it.</summary>
    public string Image { get; }

    private string Bus { get; }

    /// <summary>Sets what /sys says of the disk.</summary>
    public FakeDisk Property(string name, string value)
    {
        _folder.Write(Path.Combine(SysFolder("sdx"), name), value + "\n");
        return this;
    }

    /// <summary>Adds lines to /proc/self/mountinfo.</summary>
    public FakeDisk Mounts(params string[] lines) => Append("proc/self/mountinfo", "", lines);

    /// <summary>Adds lines to /proc/swaps.</summary>
    public FakeDisk Swaps(params string[] lines) => Append("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n", lines);

    /// <summary>Builds something on the partition: dm-0, by LVM or dm-crypt.</summary>
    public FakeDisk HasHolder()
    {
        Block("dm-0", "254:0", 100);
        Directory.CreateDirectory(_folder.PathOf(SysFolder("sdx"), "sdx1", "holders", "dm-0"));
        return this;
    }

    /// <summary>Takes a file of the fake /sys or /proc away.</summary>
    public FakeDisk Without(string name)
    {
        File.Delete(_folder.PathOf(name));
        return this;
    }

    /// <summary>Puts a command before the real ones.</summary>
    public FakeDisk Command(string name, string script)
    {
        _folder.WriteScript(Path.Combine("bin", name), script);
        return this;
    }

    /// <summary>Runs qemu/media/flash, with the right answer given if there is no other.</summary>
    public Task<CommandResult> FlashAsync(string yes = "sdx", string? device = null, string? image = null, string input = "")
    {
        return BareMetal.Tests.Command.RunAsync("/", s_flash, [], Variables(yes, device ?? Device, image ?? Image), input);
    }

    /// <summary>Runs it, and a command on the fake machine between its question and the right answer.</summary>
    public Task<CommandResult> FlashWhileAsync(string command)
    {
        string errors = _folder.PathOf("errors");
        string script = $$"""
            { until grep -qs 'Type sdx' {{errors}}; do sleep 0.02; done; {{command}}; echo sdx; } | {{s_flash}} 2> >(tee {{errors}} >&2)
            """;
        return BareMetal.Tests.Command.RunAsync("/", "bash", ["-c", script], Variables("", Device, Image));
    }

    /// <summary>Bash words that set what /sys says of the disk.</summary>
    public string Setting(string name, string value) => $"echo '{value}' > {_folder.PathOf(SysFolder("sdx"), name)}";

    /// <summary>Runs it as a user who may read the disk only.</summary>
    public Task<CommandResult> FlashAsNobodyAsync()
    {
        File.SetUnixFileMode(Device, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Dictionary<string, string> variables = Variables("sdx", Device, Image);
        if (Environment.UserName != "root")
        {
            return BareMetal.Tests.Command.RunAsync("/", s_flash, [], variables);
        }

        // A copy, since that user may not be able to read the repository.
        File.Copy(s_flash, _folder.PathOf("flash"));
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode("/"));
        return BareMetal.Tests.Command.RunAsync(
            "/", "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "bash", _folder.PathOf("flash")], variables);
    }

    /// <summary>The command refused the disk, said so in one line, and wrote nothing.</summary>
    public void Refused(CommandResult result, string message)
    {
        string line = Assert.Single(result.Errors.Split('\n'), line => line.Contains("flash: ", StringComparison.Ordinal));
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.EndsWith("; nothing was written", line, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.True(IsUntouched());
    }

    /// <summary>Whether no byte of the disk was written.</summary>
    public bool IsUntouched() => File.ReadAllBytes(Device).AsSpan().SequenceEqual(Filled(Bytes, 0xee));

    /// <summary>Whether the disk begins with the image and is as it was after it.</summary>
    public bool HoldsTheImage()
    {
        ReadOnlySpan<byte> content = File.ReadAllBytes(Device);
        return content[..ImageBytes].SequenceEqual(File.ReadAllBytes(Image))
            && content[ImageBytes..].SequenceEqual(Filled(Bytes - ImageBytes, 0xee));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }

    private Dictionary<string, string> Variables(string yes, string device, string image) => new()
    {
        ["DEVICE"] = device,
        ["IMAGE"] = image,
        ["YES"] = yes,
        ["FLASH_TEST"] = _folder.Path,
        ["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
    };

    private string SysFolder(string disk) => Path.Combine("sys", "devices", Bus, "block", disk);

    private void Block(string name, string number, int sectors)
    {
        string folder = SysFolder(name);
        _folder.Write(Path.Combine(folder, "size"), $"{sectors}\n");
        _folder.Write(Path.Combine(folder, "dev"), number + "\n");
        Directory.CreateDirectory(_folder.PathOf(folder, "holders"));
        Directory.CreateDirectory(_folder.PathOf("sys", "class", "block"));
        File.CreateSymbolicLink(_folder.PathOf("sys", "class", "block", Path.GetFileName(name)), _folder.PathOf(folder));
    }

    private FakeDisk Append(string name, string head, string[] lines)
    {
        string path = _folder.PathOf(name);
        if (!File.Exists(path))
        {
            _folder.Write(name, head);
        }

        File.AppendAllLines(path, lines);
        return this;
    }
}
