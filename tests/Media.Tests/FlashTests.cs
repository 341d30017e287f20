using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/flash on a plain file with a fake /sys and /proc: what it refuses, what it writes, what it notices.</summary>
[Trait("Area", "Boot media")]
public sealed class FlashTests
{
    [Fact]
    public async Task A_stick_is_shown_written_and_read_back()
    {
        using FakeDisk disk = new();

        CommandResult result = await disk.FlashAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.True(disk.HoldsTheImage());
        Assert.Contains("Generic Card Reader, 8 MiB", result.Errors, StringComparison.Ordinal);
        Assert.Contains("partition sdx1, 7 MiB", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"wrote {FakeDisk.ImageBytes} bytes", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("platform/soc/mmc_host/mmc0/mmc0:0001", false)]
    [InlineData("pci0000:00/usb2/2-1", false)]
    [InlineData("pci0000:00/ata1", true)]
    public async Task Cards_sticks_and_other_removable_disks_are_taken(string bus, bool removable)
    {
        using FakeDisk disk = new(bus, removable);

        Assert.Equal(0, (await disk.FlashAsync()).ExitCode);
        Assert.True(disk.HoldsTheImage());
    }

    [Fact]
    public async Task The_question_is_answered_by_the_name_of_the_device()
    {
        using FakeDisk disk = new();

        CommandResult result = await disk.FlashAsync(yes: "", input: "sdx\n");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Type sdx to overwrite it with card.img: ", result.Errors, StringComparison.Ordinal);
        Assert.True(disk.HoldsTheImage());
    }

    [Theory]
    [InlineData("", "sdb\n", "the answer was 'sdb', not sdx")]
    [InlineData("", "y\n", "the answer was 'y', not sdx")]
    [InlineData("", "", "the answer was '', not sdx")]
    [InlineData("yes", "sdx\n", "the answer was 'yes', not sdx")]
    public async Task Any_other_answer_writes_nothing(string yes, string input, string message)
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsync(yes, input: input), message);
    }

    [Fact]
    public async Task No_device_is_refused_with_the_removable_ones()
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsync(device: ""), "no device: make flash DEVICE=/dev/… (removable here: /dev/sdx)");
    }

    [Fact]
    public async Task A_missing_device_is_refused()
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsync(device: "/dev/nowhere"), "/dev/nowhere isn't there: plug it in");
    }

    [Fact]
    public async Task Without_the_test_variable_a_plain_file_is_refused()
    {
        using FakeDisk disk = new();

        CommandResult result =
            await MediaCommand.RunAsync("flash", new() { ["DEVICE"] = disk.Device, ["IMAGE"] = disk.Image, ["YES"] = "sdx" });

        disk.Refused(result, $"{disk.Device} is no block device: name a disk");
    }

    [Fact]
    public async Task With_the_test_variable_a_device_is_refused()
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsync(device: "/dev/null"), "/dev/null is no plain file: unset it");
    }

    [Fact]
    public async Task A_disk_of_another_user_is_refused_with_the_command_for_root()
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsNobodyAsync(),
            $"{disk.Device} isn't yours to write: sudo env DEVICE={disk.Device} IMAGE={disk.Image} ");
    }

    [Fact]
    public async Task A_disk_that_the_kernel_does_not_know_is_refused()
    {
        using FakeDisk disk = new();
        disk.Without("sys/class/block/sdx");

        disk.Refused(await disk.FlashAsync(), "unknown to the kernel: plug it in again");
    }

    [Fact]
    public async Task A_partition_is_refused_and_its_disk_named()
    {
        using FakeDisk disk = new();
        string partition = Path.Combine(Path.GetDirectoryName(disk.Device)!, "sdx1");
        File.Copy(disk.Device, partition);

        disk.Refused(await disk.FlashAsync(yes: "sdx1", device: partition), "is a partition: name the whole disk, /dev/sdx");
    }

    [Theory]
    [InlineData("40 24 8:17 / /media/my\\040card rw - vfat /dev/sdx1 rw", "sdx1 is mounted on /media/my card: umount")]
    [InlineData("40 24 8:16 / /mnt rw shared:2 master:1 - ext4 /dev/sdx rw", "sdx is mounted on /mnt: umount /mnt")]
    [InlineData("40 24 8:17 / /mnt rw", "sdx1 is mounted on /mnt: umount /mnt")]
    [InlineData("40 24 0:31 /@ /mnt rw - btrfs /dev/sdx1 rw", "sdx1 is mounted on /mnt: umount /mnt")]
    public async Task A_mounted_disk_is_refused(string mount, string message)
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.Mounts(mount).FlashAsync(), message);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/boot")]
    [InlineData("/boot/efi")]
    [InlineData("/usr")]
    public async Task The_system_disk_is_refused(string point)
    {
        using FakeDisk disk = new();

        CommandResult result = await disk.Mounts($"40 24 8:17 / {point} rw - ext4 /dev/sdx1 rw").FlashAsync();

        disk.Refused(result, $"is the system disk (sdx1 is mounted on {point}): name another");
    }

    [Fact]
    public async Task The_system_disk_is_recognised_through_LVM()
    {
        using FakeDisk disk = new FakeDisk().HasHolder();

        disk.Refused(await disk.Mounts("40 24 254:0 / / rw - ext4 /dev/mapper/vg-root rw").FlashAsync(),
            "is the system disk (dm-0 is mounted on /): name another");
    }

    [Fact]
    public async Task A_disk_on_which_another_is_built_is_refused()
    {
        using FakeDisk disk = new FakeDisk().HasHolder();

        disk.Refused(await disk.FlashAsync(), "sdx1 is in use by dm-0: take that apart");
    }

    [Fact]
    public async Task A_disk_with_swap_space_in_use_is_refused()
    {
        using FakeDisk disk = new FakeDisk().Swaps("/dev/sdx1                               partition\t999420\t\t0\t\t-2");

        disk.Refused(await disk.FlashAsync(), "sdx1 is swap space: swapoff /dev/sdx1");
    }

    [Theory]
    [InlineData("proc/self/mountinfo")]
    [InlineData("proc/swaps")]
    public async Task Where_it_cannot_be_known_what_is_mounted_nothing_is_written(string file)
    {
        using FakeDisk disk = new FakeDisk().Without(file);

        disk.Refused(await disk.FlashAsync(), "can't be read: mount ");
    }

    [Theory]
    [InlineData("pci0000:00/ata1")]
    [InlineData("pci0000:00/nvme/nvme0")]
    [InlineData("virtual")]
    public async Task A_disk_that_is_built_in_is_refused(string bus)
    {
        using FakeDisk disk = new(bus, removable: false);

        disk.Refused(await disk.FlashAsync(), "isn't removable: name a card or stick (removable here: none)");
    }

    [Fact]
    public async Task A_write_protected_card_is_refused()
    {
        using FakeDisk disk = new FakeDisk().Property("ro", "1");

        disk.Refused(await disk.FlashAsync(), "is write-protected: slide the lock");
    }

    [Fact]
    public async Task A_reader_without_a_card_is_refused()
    {
        using FakeDisk disk = new FakeDisk().Property("size", "0");

        disk.Refused(await disk.FlashAsync(), "is empty: put a card into the reader");
    }

    [Fact]
    public async Task A_disk_smaller_than_the_image_is_refused_with_both_sizes()
    {
        using FakeDisk disk = new FakeDisk().Property("size", "10000");

        disk.Refused(await disk.FlashAsync(), $"has 5120000 bytes, the image {FakeDisk.ImageBytes}: use a larger card");
    }

    [Fact]
    public async Task A_missing_image_is_refused()
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashAsync(image: "/nowhere/card.img"), "no image at /nowhere/card.img: make sdcard makes it");
    }

    [Fact]
    public async Task A_disk_that_another_program_has_locked_is_refused()
    {
        using FakeDisk disk = new FakeDisk().Command("flock", "exit 1");

        disk.Refused(await disk.FlashAsync(), "is locked by another program: end that first");
    }
}
