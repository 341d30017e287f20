using System.Collections.Generic;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>qemu/run without firmware: that the Image is a PE file, too, changes nothing there.</summary>
[Trait("Area", "Machines")]
public sealed class RawTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    public static IEnumerable<TheoryDataRow<string, int>> Machines => ChainRun.Machines([1, 2, 3]);

    [Theory]
    [Proof("chains", IsSampled = true)]
    [MemberData(nameof(Machines))]
    public async Task Passes_as_the_same_file(string cpu, int exceptionLevel)
    {
        BootLog log = await ChainRun.StartAsync("run", [$"CPU={cpu}", $"EL={exceptionLevel}", "APPEND=alt.report=json"]);

        ChainRun.Passed(log, image.Hash);
    }
}
