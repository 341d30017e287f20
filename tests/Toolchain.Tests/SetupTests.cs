using System;
using System.Linq;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>qemu/setup on machines of several kinds, each made of fake commands.</summary>
[Trait("Area", "The build")]
public sealed class SetupTests
{
    private static readonly string[] s_allGroups = ["build", "run", "test", "debug", "media"];

    [Fact]
    public void Where_all_is_there_it_is_silent_and_touches_no_network()
    {
        using FakeMachine machine = new();

        (int exitCode, string[] lines) = machine.SetUp(s_allGroups);

        Assert.Equal(0, exitCode);
        Assert.Empty(lines);
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public void A_missing_tool_is_installed_and_the_reason_said_in_one_line()
    {
        using FakeMachine machine = new FakeMachine().Without("ld.lld-19").Offers("lld-19", "1:19.1.7", "ld.lld-19");

        (int exitCode, string[] lines) = machine.SetUp("build");

        Assert.Equal(0, exitCode);
        Assert.Equal("setup: installing lld-19: links the Image", Assert.Single(lines));
        Assert.Contains(machine.Calls, call => call.EndsWith("install lld-19", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tool_of_another_group_is_not_missed()
    {
        using FakeMachine machine =
            new FakeMachine().Without("gdb-multiarch").Without("dtc").Without("clang-19").Without("qemu-system-aarch64");

        Assert.Equal(0, machine.SetUp("build").ExitCode);
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public void A_user_installs_through_sudo()
    {
        using FakeMachine machine = new FakeMachine().AsUser().Without("dtc").Offers("device-tree-compiler", "1.6.1", "dtc");

        Assert.Equal(0, machine.SetUp("test").ExitCode);
        Assert.Contains(machine.Calls,
            call => call.StartsWith("sudo ", StringComparison.Ordinal) && call.EndsWith("device-tree-compiler", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_root_and_sudo_one_line_says_what_to_run()
    {
        using FakeMachine machine =
            new FakeMachine().AsUser().Without("sudo").Without("dtc").Offers("device-tree-compiler", "1.6.1", "dtc");

        FailsWith(machine, "as root: apt-get install device-tree-compiler", "test");
    }

    [Fact]
    public void A_package_that_apt_does_not_have_is_named()
    {
        using FakeMachine machine = new FakeMachine().Without("clang-19");

        FailsWith(machine, "apt-get install clang-19 (E: Unable to locate package clang-19)", "test");
    }

    [Theory]
    [InlineData("/usr/share/qemu-efi-aarch64/QEMU_EFI.fd", "qemu-efi-aarch64")]
    [InlineData("/usr/lib/u-boot/qemu_arm64/u-boot.bin", "u-boot-qemu")]
    public void A_missing_file_is_missed_like_a_command(string file, string package)
    {
        using FakeMachine machine = new FakeMachine().WithoutFile(file);

        FailsWith(machine, $"apt-get install {package} (E: Unable to locate package {package})", "test");
    }

    [Theory]
    [InlineData("/usr/lib/python3/dist-packages/labgrid/__init__.py", "python3-labgrid")]
    [InlineData("/usr/lib/python3/dist-packages/lava_common/schemas/__init__.py", "lava-common")]
    [InlineData("/usr/lib/x86_64-linux-gnu/libunicorn.so.2", "libunicorn2")]
    public void What_not_every_release_has_is_installed_where_the_release_has_it(string file, string package)
    {
        using FakeMachine without = new FakeMachine().WithoutFile(file);
        using FakeMachine with = new FakeMachine().WithoutFile(file).Offers(package, "1.0", "unused");

        (int exitCode, string[] lines) = without.SetUp("test");
        (_, string[] linesWith) = with.SetUp("test");

        Assert.Equal(0, exitCode);
        Assert.Empty(lines);
        Assert.StartsWith($"setup: installing {package}: ", linesWith[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_network_the_line_names_it()
    {
        using FakeMachine machine = new FakeMachine().Offline().Without("clang-19");

        FailsWith(machine, "check the network", "test");
    }

    [Fact]
    public void Another_system_is_pointed_to_a_container()
    {
        using FakeMachine machine = new FakeMachine().Without("apt-get").Without("ld.lld-19");

        FailsWith(machine, "container", "build");
    }

    [Theory]
    [InlineData("release", "")]
    [InlineData("bookworm-backports", " from bookworm-backports (the release has 7.2)")]
    public void QEMU_for_programs_of_Linux_is_as_new_as_QEMU(string suite, string from)
    {
        using FakeMachine machine = new FakeMachine().HasQemuUser("7.2.15").OffersQemuUser("7.2").OffersQemuUser("10.0.2", suite);

        (int exitCode, string[] lines) = machine.SetUp("test");

        Assert.Equal(0, exitCode);
        Assert.Equal($"setup: installing qemu-user 10.0.2{from}: runs tests/silicon on another host than arm64", Assert.Single(lines));
        Assert.Empty(machine.SetUp("test").Lines);
    }

    [Fact]
    public void An_arm64_host_runs_its_own_programs()
    {
        using FakeMachine machine =
            new FakeMachine().Without("qemu-aarch64").Command("uname", "[[ ${1:-} == -m ]] && echo aarch64 || echo Linux");

        Assert.Equal(0, machine.SetUp("test").ExitCode);
        Assert.Empty(machine.Calls);
    }

    [Theory]
    [InlineData("9.2.1")]
    [InlineData("10.0.2")]
    public void QEMU_comes_from_the_release_where_that_is_new_enough(string version)
    {
        using FakeMachine machine = new FakeMachine().Without("qemu-system-aarch64").OffersQemu(version);

        (int exitCode, string[] lines) = machine.SetUp("run");

        Assert.Equal(0, exitCode);
        Assert.Equal($"setup: installing qemu-system-arm {version}: boots the Image", Assert.Single(lines));
        Assert.DoesNotContain(machine.Calls, call => call.Contains("backports", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Else_QEMU_comes_from_backports_without_a_change_of_the_machines_sources(bool hasTheOldOne)
    {
        using FakeMachine machine =
            new FakeMachine().Without("qemu-system-aarch64").OffersQemu("7.2").OffersQemu("10.0.2", "bookworm-backports");
        _ = hasTheOldOne ? machine.HasQemu("7.2.0") : machine;

        (int exitCode, string[] lines) = machine.SetUp("run");

        Assert.Equal(0, exitCode);
        Assert.Equal("setup: installing qemu-system-arm 10.0.2 from bookworm-backports (the release has 7.2): boots the Image",
            Assert.Single(lines));
        string install = machine.Calls.Single(call => call.Contains(" install ", StringComparison.Ordinal));
        Assert.Contains(
            "install qemu-system-arm/bookworm-backports qemu-system-common/bookworm-backports qemu-system-data/bookworm-backports",
            install,
            StringComparison.Ordinal);
        Assert.DoesNotContain("-t ", install, StringComparison.Ordinal);
        Assert.Contains("Dir::Etc::SourceParts=", install, StringComparison.Ordinal);
        Assert.Contains("Dir::State::Lists=", install, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_QEMU_that_runs_the_Image_is_taken_with_a_warning()
    {
        using FakeMachine machine = new FakeMachine().Without("qemu-system-aarch64").OffersQemu("8.2.2").Release("VERSION_CODENAME=noble");

        (int exitCode, string[] lines) = machine.SetUp("run");

        Assert.Equal(0, exitCode);
        Assert.Equal("setup: installing qemu-system-arm 8.2.2: boots the Image", lines[0]);
        Assert.Contains("warning: QEMU 8.2.2", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_QEMU_that_is_too_old_everywhere_is_named_with_the_version_needed()
    {
        using FakeMachine machine = new FakeMachine().Without("qemu-system-aarch64").OffersQemu("7.2");

        FailsWith(machine, "8.2 is needed", "run");
    }

    [Fact]
    public void The_SDK_comes_from_apt_where_apt_has_it()
    {
        using FakeMachine machine = new FakeMachine().Without("dotnet").OffersSdk("10.0.101");

        (int exitCode, string[] lines) = machine.SetUp("build");

        Assert.Equal(0, exitCode);
        Assert.Equal("setup: installing dotnet-sdk-10.0: compiles the C#", Assert.Single(lines));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("8.0.404")]
    public void Else_one_line_says_where_to_get_the_SDK(string? installed)
    {
        using FakeMachine machine = new FakeMachine().Without("dotnet");
        _ = installed is null ? machine : machine.HasSdk(installed);

        FailsWith(machine, "https://dotnet.microsoft.com/download", "build");
    }

    [Fact]
    public void On_an_arm64_host_the_native_compiler_is_the_one()
    {
        using FakeMachine machine = new FakeMachine().Without("aarch64-linux-gnu-gcc").Offers("gcc", "4:12.2", "aarch64-linux-gnu-gcc");
        machine.Command("uname", "[[ ${1:-} == -m ]] && echo aarch64 || echo Linux");

        Assert.Equal(0, machine.SetUp("build").ExitCode);
    }

    [Fact]
    public void An_unknown_group_is_named()
    {
        using FakeMachine machine = new();

        FailsWith(machine, "unknown group flash", "flash");
    }

    private static void FailsWith(FakeMachine machine, string message, string group)
    {
        (int exitCode, string[] lines) = machine.SetUp(group);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, Assert.Single(lines, line => !line.StartsWith("setup: installing", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }
}
