using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using BareMetal.BootTest;
using BareMetal.Tests;
using Mono.Cecil;
using Xunit;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>The SDK's csc with the options of the Image's build, but against .NET.</summary>
internal static class CSharpCompiler
{
    private static string Path =>
        Array.Find([.. typeof(CSharpCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()], a => a.Key == "Csc")!.Value!;

    /// <param name="folder">Where csc runs.</param>
    /// <param name="root">What the build calls /_/.</param>
    /// <param name="more">More options.</param>
    /// <returns>The module, from memory.</returns>
    public static ModuleDefinition Compile(
        string assembly, string folder, string root, IEnumerable<string> sources, params ReadOnlySpan<string> more)
    {
        string runtime = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        CommandResult result = Command.Run(
            folder,
            "dotnet",
            [
                Path, "-nologo", "-noconfig", "-nostdlib", "-target:library", "-unsafe", "-langversion:latest", "-nowarn:0626,0824",
                    "-optimize", "-debug:portable",
                $"-out:{assembly}", $"-pathmap:{root}/=/_/", $"-r:{runtime}/System.Runtime.dll", $"-r:{runtime}/System.Private.CoreLib.dll",
                $"-r:{typeof(Patcher.CpuCap).Assembly.Location}", .. more, .. sources,
            ]);
        Assert.True(result.Succeeded, result.Text);
        return Load(assembly);
    }

    public static ModuleDefinition Load(string assembly) =>
        ModuleDefinition.ReadModule(assembly, new ReaderParameters { ReadSymbols = true, InMemory = true });
}
