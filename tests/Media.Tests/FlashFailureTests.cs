using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/flash where the disk changes, or fails, after it was asked for.</summary>
[Trait("Area", "Boot media")]
public sealed class FlashFailureTests
{
    [Theory]
    [InlineData("diskseq", "8")]
    [InlineData("size", "20000")]
    [InlineData("device/model", "Another Reader")]
    [InlineData("device/serial", "1234")]
    public async Task A_disk_that_is_swapped_while_the_question_waits_is_refused(string property, string value)
    {
        using FakeDisk disk = new();

        disk.Refused(await disk.FlashWhileAsync(disk.Setting(property, value)), "isn't the disk any more that was shown");
    }

    [Fact]
    public async Task A_disk_that_is_unplugged_while_the_question_waits_is_refused_and_not_made_up_as_a_file()
    {
        using FakeDisk disk = new();

        CommandResult result = await disk.FlashWhileAsync("rm \"$FLASH_TEST/sys/class/block/sdx\" \"$DEVICE\"");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("isn't the disk any more that was shown", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(disk.Device));
    }

    /// <summary>A reader notices another card only where it is asked.</summary>
    [Fact]
    public async Task A_card_that_the_kernel_finds_swapped_when_it_looks_is_refused()
    {
        using FakeDisk disk = new();
        disk.Command("blockdev", disk.Setting("diskseq", "8"));

        disk.Refused(await disk.FlashAsync(), "isn't the disk any more that was shown: it, or its card, was changed; start again");
    }

    [Fact]
    public async Task A_disk_that_is_mounted_while_the_question_waits_is_refused()
    {
        using FakeDisk disk = new();
        const string Mount = "echo '40 24 8:17 / /media/card rw - vfat /dev/sdx1 rw' >> \"$FLASH_TEST/proc/self/mountinfo\"";

        disk.Refused(await disk.FlashWhileAsync(Mount), "sdx1 is mounted on /media/card: umount");
    }

    [Fact]
    public async Task Where_nothing_changes_while_the_question_waits_it_is_written()
    {
        using FakeDisk disk = new();

        Assert.Equal(0, (await disk.FlashWhileAsync("true")).ExitCode);
        Assert.True(disk.HoldsTheImage());
    }

    [Fact]
    public async Task A_disk_that_the_kernel_says_is_in_use_is_refused_with_its_words()
    {
        using FakeDisk disk = new FakeDisk().Command("blockdev", """
            [[ "$*" == "--rereadpt $DEVICE" ]] || exit 0
            echo 'blockdev: ioctl error on BLKRRPART: Device or resource busy' >&2
            exit 1
            """);

        disk.Refused(await disk.FlashAsync(),
            $"the kernel doesn't give {disk.Device} away: unmount it wherever it is mounted, and be root "
                + "(blockdev: ioctl error on BLKRRPART: Device or resource busy)");
    }

    [Fact]
    public async Task Where_the_command_that_reads_mounts_fails_nothing_is_written()
    {
        using FakeDisk disk = new FakeDisk().Command("awk", "exit 1");

        disk.Refused(await disk.FlashAsync(), "proc/self/mountinfo can't be read: mount ");
    }

    [Fact]
    public async Task A_disk_that_is_gone_when_it_is_written_is_not_made_up_as_a_file()
    {
        using FakeDisk disk = new FakeDisk().Command("blockdev", "rm \"$DEVICE\"");

        CommandResult result = await disk.FlashAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("writing failed", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(disk.Device));
    }

    [Fact]
    public async Task A_bit_that_changed_on_the_way_is_noticed()
    {
        using FakeDisk disk = new FakeDisk().Command("dd", """
            /usr/bin/dd "$@" || exit
            [[ " $* " != *conv=notrunc,fsync* ]] || printf '\x55' | /usr/bin/dd of="$DEVICE" bs=1 seek=4200000 conv=notrunc status=none
            """);

        CommandResult result = await disk.FlashAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("what was read back differs from the image", result.Errors, StringComparison.Ordinal);
        Assert.Contains("use another card", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_swallows_the_end_is_noticed()
    {
        using FakeDisk disk = new FakeDisk().Command("dd", """
            [[ " $* " != *conv=notrunc,fsync* ]] || set -- "$@" count=1
            exec /usr/bin/dd "$@"
            """);

        CommandResult result = await disk.FlashAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("what was read back differs from the image", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("of=$DEVICE", "writing failed: use another card or reader")]
    [InlineData("if=$DEVICE", "what was read back differs from the image")]
    public async Task A_disk_that_fails_is_named(string access, string message)
    {
        using FakeDisk disk = new FakeDisk().Command("dd", $"""
            [[ "$*" != *"{access} "* || "$*" != *bs=4M* ]] || exit 1
            exec /usr/bin/dd "$@"
            """);

        CommandResult result = await disk.FlashAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_O_DIRECT_does_not_work_the_cache_is_dropped_before_reading_back()
    {
        using FakeDisk disk = new FakeDisk().Command("dd", """
            echo "dd $*" >> "${DEVICE%/*}/calls"
            [[ " $* " != *iflag=direct* ]] || exit 1
            exec /usr/bin/dd "$@"
            """);

        CommandResult result = await disk.FlashAsync();
        string[] calls = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(disk.Device)!, "calls"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("oflag=nocache", calls[^2], StringComparison.Ordinal);
        Assert.StartsWith("dd if=", calls[^1], StringComparison.Ordinal);
    }
}
