using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>qemu/matrix.txt: what each CPU model must detect. Each model is booted at EL1, EL2 and EL3.</summary>
public static class Matrix
{
    private static readonly int[] s_exceptionLevels = [1, 2, 3];

    /// <summary>Reads the file. A line that isn't understood is an error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="qemu">Version of the QEMU that will run the rows.</param>
    public static IReadOnlyList<MatrixRow> Load(string path, Version qemu)
    {
        List<string[]> lines = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Fields)];
        string[] models = lines[0][1..];
        if (lines[0][0] != "capability" || lines.Exists(line => line.Length != lines[0].Length))
        {
            throw new InvalidDataException($"{path}: the first line names the columns, and every line has a field for each");
        }

        return
        [
            .. from model in Enumerable.Range(0, models.Length)
               let expected = lines.Skip(1).ToDictionary(line => line[0], line => ParseExpectation(line[model + 1], qemu), StringComparer.Ordinal)
               from level in s_exceptionLevels
               select new MatrixRow(new BootCase { Cpu = models[model], ExceptionLevel = level, Append = "alt.report=json" }, expected)
        ];
    }

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Expectation ParseExpectation(string cell, Version qemu)
    {
        return cell switch
        {
            "+" => Expectation.Present,
            "-" => Expectation.Absent,
            ['>', '=', .. string major] when int.TryParse(major, CultureInfo.InvariantCulture, out int since) =>
                qemu.Major >= since ? Expectation.Present : Expectation.Unknown,
            _ => throw new InvalidDataException($"'{cell}' is none of +, - and >=N"),
        };
    }
}
