using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Isa;

/// <summary>LLVM's disassembler, which knows by itself which words are instructions of Armv8.0-A and of each extension.</summary>
internal static partial class LlvmDisassembler
{
    private const string Program = "llvm-mc-19";
    private const string BaseArchitecture = "v8a";

    /// <summary>Decodes words for Armv8.0-A and some extensions.</summary>
    /// <param name="words">Each is decoded once.</param>
    /// <param name="extensions">As -mattr names them.</param>
    /// <returns>
    /// The instructions of those words that have a name there. A register or an operation that is shown by its encoding alone has none.
    /// </returns>
    public static Dictionary<uint, string> Decode(IEnumerable<uint> words, IEnumerable<string> extensions)
    {
        uint[] distinct = [.. words.Distinct()];
        (string output, string errors) = Run([$"-mattr=+{string.Join(",+", [BaseArchitecture, .. extensions])}"], distinct);
        HashSet<int> unknown =
            [.. Invalid().Matches(errors).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1)];
        string[] lines = [.. output.Split('\n').Where(line => line.StartsWith('\t') && !line.StartsWith("\t.", StringComparison.Ordinal))];
        if (lines.Length + unknown.Count != distinct.Length)
        {
            throw new InputException(Program, $"it shows {lines.Length} of {distinct.Length} words and refuses {unknown.Count}",
                "Run it by hand with --disassemble to see why");
        }

        var decoded = new Dictionary<uint, string>();
        int next = 0;
        for (int i = 0; i < distinct.Length; i++)
        {
            if (!unknown.Contains(i) && lines[next++].Trim().Replace('\t', ' ') is var text && !Unnamed().IsMatch(text))
            {
                decoded.Add(distinct[i], text);
            }
        }

        return decoded;
    }

    private static (string Output, string Errors) Run(string[] options, uint[] words)
    {
        string[] arguments = ["--disassemble", "-triple=aarch64-linux-gnu", .. options];
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(
                    Program, arguments)
                { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            foreach (uint word in words)
            {
                process.StandardInput.Write($"0x{word & 0xff:x},0x{(word >> 8) & 0xff:x},0x{(word >> 16) & 0xff:x},0x{word >> 24:x}\n");
            }

            process.StandardInput.Close();
            process.WaitForExit();
            return (output.Result, errors.Result);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new InputException(Program, "it isn't installed, or can't be run", "Install the package llvm-19");
        }
    }

    [GeneratedRegex("^<stdin>:([0-9]+):[0-9]+: warning: invalid instruction encoding", RegexOptions.Multiline)]
    private static partial Regex Invalid();

    /// <summary>MRS and MSR of <c>S3_0_C1_C2_3</c>, SYS and SYSL.</summary>
    [GeneratedRegex("^sysl? |\\bS[0-3]_[0-7]_C[0-9]+_C[0-9]+_[0-7]\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unnamed();
}
