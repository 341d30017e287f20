using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BareMetal.AltTool.Declarations;

namespace BareMetal.AltTool.EntryPoints;

/// <summary>
/// Exports the tests and writes, as assembly, the table that boot walks: boot/testing/TestEntry.cs. The texts are members of JSON objects
/// already, so that the machine only copies them.
/// </summary>
internal static class TestTable
{
    /// <summary>Gives each test a symbol.</summary>
    public static void Export(LinkedProgram program, List<TestMethod> tests)
    {
        for (int index = 0; index < tests.Count; index++)
        {
            program.Export(tests[index].Method, SymbolOf(index));
        }
    }

    public static void Write(TextWriter writer, List<TestMethod> tests)
    {
        writer.WriteLine("\n\t.section .rodata.bm_tests, \"a\"\n\t.balign 8\n\t.globl bm_tests, bm_tests_end\nbm_tests:");
        for (int index = 0; index < tests.Count; index++)
        {
            writer.WriteLine($"\t.quad {SymbolOf(index)}, .Lbm_test_text_{index}");
            writer.WriteLine($"\t.word .Lbm_test_end_{index} - .Lbm_test_text_{index}, {tests[index].Fault}");
        }

        writer.WriteLine("bm_tests_end:");
        for (int index = 0; index < tests.Count; index++)
        {
            string text = Text(tests[index]).Replace("\\", "\\\\").Replace("\"", "\\\"");
            writer.WriteLine($".Lbm_test_text_{index}:\n\t.ascii \"{text}\"\n.Lbm_test_end_{index}:");
        }
    }

    private static string SymbolOf(int index) => $"bm_test_{index}";

    private static string Text(TestMethod test)
    {
        var text = new StringBuilder();
        text.Append($"\"class\":{Quoted(test.Method.DeclaringType.FullName.Replace('/', '.'))}");
        text.Append($",\"name\":{Quoted(test.Method.Name)}");
        text.Append($",\"file\":{Quoted(test.Position.File)}");
        text.Append($",\"line\":{test.Position.Line},\"fault\":{Quoted(test.FaultName)}");
        return text.ToString();
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
