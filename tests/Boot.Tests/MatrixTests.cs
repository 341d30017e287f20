using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>qemu/matrix.txt: every CPU model at every entry level detects and patches what the file says.</summary>
public sealed class MatrixTests : IClassFixture<ImageFixture>
{
    private static readonly IReadOnlyList<MatrixRow> s_rows =
        Matrix.Load(Repository.PathOf("qemu", "matrix.txt"), QemuRun.VersionAsync().GetAwaiter().GetResult());

    private static readonly CpuCapNames s_names = CpuCapNames.Load(Repository.PathOf("patcher", "cpucaps.txt"));

    public static TheoryData<string> Rows => [.. s_rows.Select(row => row.Case.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Detects_and_patches_what_is_expected(string name)
    {
        MatrixRow row = s_rows.Single(row => row.Case.Name == name);

        BootLog log = await SharedBoots.LogAsync(row.Case);

        IReadOnlyList<string> differences = row.Differences(log, s_names);
        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n{log.Serial}");
    }

    [Fact]
    public void Every_capability_of_the_matrix_exists()
    {
        Assert.Subset(s_names.All, s_rows[0].Expected.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
