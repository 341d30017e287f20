using System;
using System.Globalization;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using dnlib.DotNet;
using dnlib.DotNet.Emit;
using SharpFuzz;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>
/// A copy of the fuzzer in which one method of the product is broken: its assembly as it was built, with another body of that method, and
/// instrumented as always. The source has no switch for that.
/// </summary>
internal sealed class PlantedBug : IDisposable
{
    /// <summary>Copies the fuzzer.</summary>
    /// <param name="project">The project that the method is in.</param>
    /// <param name="method">Its type, without arity, and its name, as in <c>TextMark.Has</c>.</param>
    /// <param name="body">
    /// <c>does nothing</c>, <c>returns N</c>, <c>returns argument N</c>, or <c>N for M</c>: the constant N where it has M.
    /// </param>
    public PlantedBug(string project, string method, string body)
    {
        // In the tree, which the fuzzer looks for above itself.
        Folder = Directory.CreateDirectory(Repository.PathOf("out", "fuzz", $"planted-{Guid.NewGuid():n}")).FullName;
        foreach (string file in Directory.GetFiles(FuzzProgram.Folder))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        string built = Repository.PathOf("out", "bin", project, new DirectoryInfo(FuzzProgram.Folder).Name);
        string name = project == "BootTest" ? "boottest.dll" : $"BareMetal.{project}.dll";
        using (ModuleDefMD module = ModuleDefMD.Load(File.ReadAllBytes(Path.Combine(built, name))))
        {
            Break(Find(module, method), body.Split(' '));
            module.Write(Path.Combine(Folder, name));
        }

        Fuzzer.Instrument(Path.Combine(Folder, name), _ => true, SharpFuzz.Options.Value);
    }

    /// <summary>Where the copy is.</summary>
    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static MethodDef Find(ModuleDefMD module, string method)
    {
        string[] names = method.Split('.', 2);
        return module.GetTypes()
            .Where(type => type.Name.String.Split('`')[0] == names[0])
            .SelectMany(type => type.Methods)
            .First(candidate => candidate.Name == names[1] && candidate.HasBody);
    }

    private static void Break(MethodDef method, string[] words)
    {
        if (words[1] == "for")
        {
            ReplaceConstant(method.Body, Number(words[0]), Number(words[2]));
            return;
        }

        CilBody body = new();
        if (words[0] == "returns")
        {
            int number = Number(words[^1]);
            body.Instructions.Add(
                words.Length == 2 ? Instruction.CreateLdcI4(number) : OpCodes.Ldarg.ToInstruction(method.Parameters[number]));
        }

        body.Instructions.Add(OpCodes.Ret.ToInstruction());
        method.Body = body;
    }

    private static void ReplaceConstant(CilBody body, int number, int replaced)
    {
        Instruction[] loads = [.. body.Instructions.Where(load => load.IsLdcI4() && load.GetLdcI4Value() == replaced)];
        Assert.NotEmpty(loads);
        foreach (Instruction load in loads)
        {
            Instruction other = Instruction.CreateLdcI4(number);
            (load.OpCode, load.Operand) = (other.OpCode, other.Operand);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
