using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using BareMetal.Guest;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// The public surface of runtime-lite is a subset of .NET's, so that patcher/ and programs mean the same on the host and on bare metal.
/// </summary>
[Trait("Area", "Exceptions and the core library")]
public sealed class PublicSurfaceTests
{
    private const string OurNamespace = "BareMetal.";

    private static readonly string s_library = Repository.PathOf("out", "bin", "BareMetal", "release", "BareMetal.dll");

    // What differs on purpose, and why.
    private static readonly HashSet<string> s_differences = new(StringComparer.Ordinal)
    {
        // .NET's answers a string, which would have to be allocated.
        "System.Console static System.Int32 ReadLine(System.Span`1<System.Byte>)",

        // A read-only field in .NET. It must be read from CNTFRQ_EL0 at run time, so it is a property.
        "System.Diagnostics.Stopwatch static System.Int64 get_Frequency()",

        // Answers a string in .NET, for which there is no memory here.
        "System.Console static System.Int32 ReadLine(System.Span`1<System.Byte>)",

        // Derived from NonCryptographicHashAlgorithm in .NET, whose other half works on streams and arrays.
        "System.IO.Hashing.Crc32 type (Sealed) of System.Object",

        // Derived from CriticalFinalizerObject in .NET: finalizers.
        "System.Threading.Thread type (Sealed) of System.Object",

        // Derived from MemberInfo in .NET: reflection.
        "System.Type type (Abstract) of System.Object",
    };

    [Fact]
    public void Every_public_member_is_one_of_NETs()
    {
        Dictionary<string, HashSet<string>> reference = ReferenceSurface();

        HashSet<string> surplus = PublicSurface.Of(s_library)
            .Where(type => !type.Key.StartsWith(OurNamespace, StringComparison.Ordinal))
            .SelectMany(type => type.Value.Except(reference.GetValueOrDefault(type.Key, [])).Select(member => $"{type.Key} {member}"))
            .ToHashSet();

        AssertNone(surplus.Except(s_differences), "not in .NET");
        AssertNone(s_differences.Except(surplus), "no longer a difference");
    }

    /// <summary>Each of them calls itself in C#: only a call on the metal shows that ilc still supplies it.</summary>
    [Fact]
    public void Every_intrinsic_is_called_by_the_checks_of_the_guest()
    {
        IEnumerable<string> called = PublicSurface.MethodsCalledBy(typeof(CoreLibIntrinsics).Assembly.Location);

        AssertNone(PublicSurface.IntrinsicsOf(s_library).Except(called), "not called");
    }

    private static void AssertNone(IEnumerable<string> members, string fault)
    {
        List<string> found = [.. members];
        Assert.True(found.Count == 0, $"{fault}:\n{string.Join('\n', found)}");
    }

    private static Dictionary<string, HashSet<string>> ReferenceSurface()
    {
        var surface = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach ((string type, HashSet<string> members) in ReferenceAssemblies().SelectMany(PublicSurface.Of))
        {
            surface.TryAdd(type, []);
            surface[type].UnionWith(members);
        }

        return surface;
    }

    // DOTNET/shared/Microsoft.NETCore.App/VERSION/System.Private.CoreLib.dll is what this test runs on.
    private static IEnumerable<string> ReferenceAssemblies()
    {
        string dotnet = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "..", "..", "..", ".."));
        string pack = Path.Combine(dotnet, "packs", "Microsoft.NETCore.App.Ref");
        Assert.True(Directory.Exists(pack), $"no reference assemblies in {pack}: install the .NET SDK with its targeting pack");
        string newest = Directory.GetDirectories(pack).OrderBy(folder => Version.Parse(Path.GetFileName(folder))).Last();
        return [.. Directory.GetFiles(Path.Combine(newest, "ref"), "System*.dll", SearchOption.AllDirectories),
            typeof(System.IO.Hashing.Crc32).Assembly.Location];
    }
}
