using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace BareMetal.Bench;

/// <summary>All that make bench measured: out/bench.json.</summary>
/// <param name="Schema">Version of this form.</param>
/// <param name="Qemu">Version of QEMU.</param>
/// <param name="Image">out/Image by section.</param>
/// <param name="Boots">From reset to power off.</param>
/// <param name="Calls">Loops around alternatives of C#.</param>
/// <param name="Cores">Machines with several cores.</param>
/// <param name="Cpus">Synthetic tables.</param>
/// <param name="Linux">Linux's own table; empty where it isn't there.</param>
public sealed record BenchResults(
    int Schema,
    string Qemu,
    IReadOnlyList<SectionSize> Image,
    IReadOnlyList<BootCost> Boots,
    IReadOnlyList<CallCost> Calls,
    IReadOnlyList<CoreCost> Cores,
    IReadOnlyList<CpuCost> Cpus,
    IReadOnlyList<LinuxCost> Linux)
{
    /// <summary>The <see cref="Schema"/> of this version.</summary>
    public const int CurrentSchema = 1;

    /// <summary>How the guest and the file write names and numbers.</summary>
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the file.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
