using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// A machine for qemu/setup, made of fake commands on a PATH of its own: a complete Debian 12 to start with, from which a test takes
/// commands away and on whose fake mirror it puts packages. Nothing of the real machine is changed, no network is touched.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] s_realCommands =
        ["bash", "sed", "grep", "sort", "head", "tail", "mktemp", "rm", "cat", "cp", "mkdir", "chmod", "env", "basename"];

    private static readonly string[] s_tools =
    [
        "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-objdump", "ld.lld-19", "llvm-objcopy-19", "clang-19", "dtc", "gdb-multiarch",
        "sfdisk", "mkfs.vfat", "mcopy", "mkimage", "sb",
    ];

    private static readonly string[] s_files =
    [
        "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd", "/usr/lib/u-boot/qemu_arm64/u-boot.bin",
        "/usr/lib/x86_64-linux-gnu/libunicorn.so.2", "/usr/lib/aarch64-linux-gnu/libunicorn.so.2",
        "/usr/lib/python3/dist-packages/labgrid/__init__.py", "/usr/lib/python3/dist-packages/lava_common/schemas/__init__.py",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("machine-").FullName;

    public FakeMachine()
    {
        Directory.CreateDirectory(Bin);
        foreach (string command in s_realCommands.Append("awk"))
        {
            File.CreateSymbolicLink(Path.Combine(Bin, command), RealPath(command));
        }

        foreach (string tool in s_tools)
        {
            Command(tool, "exit 0");
        }

        foreach (string file in s_files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root + file)!);
            File.WriteAllText(_root + file, "");
        }

        HasQemu("10.0.2");
        HasQemuUser("10.0.2");
        HasSdk("10.0.100");
        Command("uname", "[[ ${1:-} == -m ]] && echo x86_64 || echo Linux");
        Command("id", "echo 0");
        Command("sudo", """echo "sudo $*" >> "$FAKE/calls"; exec "$@" """);
        Command("apt-cache", """
            while [[ $1 != policy ]]; do [[ $1 != -t ]] || suite=$2; shift; done
            version=$(cat "$FAKE/mirror/${suite:-release}/$2/.version" 2> /dev/null) || exit 0
            printf '%s:\n  Installed: (none)\n  Candidate: %s\n' "$2" "$version"
            """);
        Command("apt-get", """
            echo "apt-get $*" >> "$FAKE/calls"
            case " $* " in
            *" indextargets "*) echo 'bookworm http://mirror.example/debian' ;;
            *" update "*) [[ ! -e $FAKE/offline ]] || { echo 'E: Failed to fetch http://mirror.example/debian' >&2; exit 100; } ;;
            *" install "*)
                while [[ $1 != install ]]; do shift; done
                for package in "${@:2}"; do
                    [[ $package != -* && $package != *::* && $package != qemu-system-@(common|data)/* ]] || continue
                    suite=release
                    [[ $package != */* ]] || suite=${package#*/}
                    folder=$FAKE/mirror/$suite/${package%%/*}
                    [[ -d $folder ]] || { echo "E: Unable to locate package $package" >&2; exit 100; }
                    cp "$folder"/* "$FAKE/bin/"
                done ;;
            esac
            """);
        Release("VERSION_CODENAME=bookworm");
    }

    /// <summary>The apt-get and sudo calls that the set-up made.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    private string Bin => Path.Combine(_root, "bin");

    private string CallsFile => Path.Combine(_root, "calls");

    /// <summary>Takes a command away.</summary>
    public FakeMachine Without(string command)
    {
        File.Delete(Path.Combine(Bin, command));
        return this;
    }

    /// <summary>Takes a file that isn't a command away.</summary>
    public FakeMachine WithoutFile(string path)
    {
        File.Delete(_root + path);
        return this;
    }

    /// <summary>Replaces a command by a bash script.</summary>
    public FakeMachine Command(string name, string script)
    {
        Write(Path.Combine(Bin, name), script);
        return this;
    }

    /// <summary>Runs as a user that isn't root.</summary>
    public FakeMachine AsUser() => Command("id", "echo 1000");

    /// <summary>Cuts the network.</summary>
    public FakeMachine Offline()
    {
        File.WriteAllText(Path.Combine(_root, "offline"), "");
        return this;
    }

    /// <summary>Sets the content of os-release.</summary>
    public FakeMachine Release(string osRelease)
    {
        File.WriteAllText(Path.Combine(_root, "os-release"), osRelease + "\n");
        return this;
    }

    /// <summary>Has this QEMU installed.</summary>
    public FakeMachine HasQemu(string version) => Command("qemu-system-aarch64", Qemu(version));

    /// <summary>Has this QEMU for programs of Linux installed.</summary>
    public FakeMachine HasQemuUser(string version) => Command("qemu-aarch64", QemuUser(version));

    /// <summary>Has this .NET SDK installed.</summary>
    public FakeMachine HasSdk(string version) => Command("dotnet", Sdk(version));

    /// <summary>Puts a package with one command on the mirror.</summary>
    public FakeMachine Offers(string package, string version, string command, string suite = "release", string script = "exit 0")
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "mirror", suite, package)).FullName;
        File.WriteAllText(Path.Combine(folder, ".version"), version);
        Write(Path.Combine(folder, command), script);
        return this;
    }

    /// <summary>Puts QEMU on the mirror.</summary>
    public FakeMachine OffersQemu(string version, string suite = "release")
    {
        return Offers("qemu-system-arm", $"1:{version}+dfsg-7+deb12u18", "qemu-system-aarch64", suite, Qemu(version));
    }

    /// <summary>Puts QEMU for programs of Linux on the mirror.</summary>
    public FakeMachine OffersQemuUser(string version, string suite = "release") =>
        Offers("qemu-user", $"1:{version}+dfsg-7+deb12u18", "qemu-aarch64", suite, QemuUser(version));

    /// <summary>Puts the .NET SDK on the mirror.</summary>
    public FakeMachine OffersSdk(string version) => Offers("dotnet-sdk-10.0", version, "dotnet", script: Sdk(version));

    /// <summary>Runs qemu/setup.</summary>
    /// <returns>Exit code and what it said, in lines.</returns>
    public (int ExitCode, string[] Lines) SetUp(params string[] groups)
    {
        Dictionary<string, string> variables = new()
        {
            ["PATH"] = Bin,
            ["SBIN"] = Bin,
            ["FILE_ROOT"] = _root,
            ["FAKE"] = _root,
            ["OS_RELEASE"] = Path.Combine(_root, "os-release"),
        };
        CommandResult result =
            BareMetal.Tests.Command.Run("/", RealPath("bash"), [Repository.PathOf("qemu", "setup"), .. groups], variables);
        return (result.ExitCode, result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Qemu(string version) => $"echo 'QEMU emulator version {version} (Debian)'";

    private static string QemuUser(string version) => $"echo 'qemu-aarch64 version {version} (Debian)'";

    private static string Sdk(string version) => $"echo '{version} [/usr/lib/dotnet/sdk]'";

    private static string RealPath(string command)
    {
        return Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, command)).First(File.Exists);
    }

    private static void Write(string path, string script)
    {
        File.WriteAllText(path, $"#!{RealPath("bash")}\n{script}\n");
        File.SetUnixFileMode(path, Executable);
    }
}
