using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Boots all rows of the matrix, as many at a time as there are processors, and prints a table.</summary>
public static class MatrixRun
{
    /// <summary>Runs the matrix; serial logs are left in <paramref name="logFolder"/>.</summary>
    /// <returns>0 where all rows passed, else 1.</returns>
    public static async Task<int> RunAsync(TextWriter output, string logFolder)
    {
        IReadOnlyList<MatrixRow> rows = Matrix.Load(Repository.PathOf("qemu", "matrix.txt"), await QemuRun.VersionAsync());
        CpuCapNames names = CpuCapNames.Load(Repository.PathOf("patcher", "cpucaps.txt"));
        Directory.CreateDirectory(logFolder);

        BootLog[] logs = new BootLog[rows.Count];
        await Parallel.ForAsync(0, rows.Count, async (index, cancellation) =>
        {
            logs[index] = await QemuRun.StartAsync(rows[index].Case, cancellation);
            await File.WriteAllTextAsync(Path.Combine(logFolder, $"{rows[index].Case.Name.Replace(' ', '-')}.log"), logs[index].Serial, cancellation);
        });

        ImmutableArray<IReadOnlyList<string>> differences = [.. rows.Select((row, index) => row.Differences(logs[index], names))];
        await PrintAsync(output, rows, logs, differences, names);
        int failed = differences.Count(difference => difference.Count > 0);
        await output.WriteLineAsync($"{rows.Count - failed} passed, {failed} failed, 0 skipped");
        return failed == 0 ? 0 : 1;
    }

    private static async Task PrintAsync(
        TextWriter output, IReadOnlyList<MatrixRow> rows, BootLog[] logs, ImmutableArray<IReadOnlyList<string>> differences, CpuCapNames names)
    {
        string[] sites = [.. logs.Select(log => IndexRanges.Of(log.Report.Entries.Where(entry => entry.Action == AltAction.Patched).Select(entry => entry.Index)))];
        int width = rows.Max(row => row.Case.Cpu.Length);
        int sitesWidth = sites.Append("patched sites").Max(text => text.Length);
        await output.WriteLineAsync($"{"CPU".PadRight(width)}  EL  result  patched  kept  {"patched sites".PadRight(sitesWidth)}  capabilities");
        for (int index = 0; index < rows.Count; index++)
        {
            (MatrixRow row, BootLog log) = (rows[index], logs[index]);
            int patched = log.Report.Entries.Count(entry => entry.Action == AltAction.Patched);
            int kept = log.Report.Entries.Count(entry => entry.Action == AltAction.Kept);
            string detected = string.Join(' ', names.DetectedIn(log).Order(StringComparer.Ordinal));
            string result = differences[index].Count == 0 ? "PASS" : "FAIL";
            await output.WriteLineAsync(
                $"{row.Case.Cpu.PadRight(width)}  {row.Case.ExceptionLevel,2}  {result}    {patched,7}  {kept,4}  {sites[index].PadRight(sitesWidth)}  {detected}");
        }

        foreach ((MatrixRow row, IReadOnlyList<string> difference) in rows.Zip(differences))
        {
            foreach (string line in difference)
            {
                await output.WriteLineAsync($"{row.Case.Name}: {line}");
            }
        }
    }
}
