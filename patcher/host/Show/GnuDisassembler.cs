using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Show;

/// <summary>
/// Disassembles single words at their addresses by one run of GNU objdump over a file that has them at the right distances.
/// (llvm-mc knows the same instructions but no addresses: it can't say where a branch goes.)
/// </summary>
internal static class GnuDisassembler
{
    private const string Program = "aarch64-linux-gnu-objdump";

    /// <param name="words">VA and instruction word.</param>
    /// <returns>VA and text, <c>casal x0, x1, [x2]</c>.</returns>
    public static Dictionary<ulong, string> Run(IReadOnlyDictionary<ulong, uint> words)
    {
        ulong start = ulong.MaxValue;
        ulong end = 0;
        foreach (ulong address in words.Keys)
        {
            start = Math.Min(start, address);
            end = Math.Max(end, address + sizeof(uint));
        }

        if (words.Count == 0)
        {
            return [];
        }

        byte[] code = new byte[checked((int)(end - start))];
        foreach ((ulong address, uint word) in words)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(code.AsSpan((int)(address - start)), word);
        }

        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, code);
            return Parse(Objdump(path, start));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Objdump(string path, ulong start)
    {
        string[] arguments = ["-D", "-z", "-b", "binary", "-m", "aarch64", $"--adjust-vma=0x{start:x}", path];
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InputException(Program, $"it ended with {process.ExitCode}", "Run it by hand to see why");
        }
        catch (Win32Exception)
        {
            throw new InputException(Program, "it isn't installed", "Install the package binutils-aarch64-linux-gnu");
        }
    }

    /// <summary>Lines are: address, colon, tab, word, tab, text (with tabs after the mnemonic).</summary>
    private static Dictionary<ulong, string> Parse(string output)
    {
        var texts = new Dictionary<ulong, string>();
        foreach (string line in output.Split('\n'))
        {
            string[] fields = line.Split('\t', 3);
            string digits = fields[0].Trim().TrimEnd(':');
            bool isAddress = ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address);
            if (isAddress && fields.Length == 3)
            {
                texts[address] = WithoutComment(fields[2]).Replace('\t', ' ');
            }
        }

        return texts;
    }

    private static string WithoutComment(string text)
    {
        int comment = text.IndexOf("//", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).TrimEnd();
    }
}
