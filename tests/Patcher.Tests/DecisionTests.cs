using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>The planner, which goes by chains of entries, applies exactly those that <see cref="AltDecision"/> says.</summary>
[Trait("Area", "Table and plan")]
[Trait("Rule", "an entry is planned exactly where it applies")]
public class DecisionTests
{
    private const int TextWords = 512;
    private const int ReplacementsStart = 256;

    private static readonly CpuCap[] s_caps =
        [CpuCap.AlwaysBoot, CpuCap.HasAddressAuth, CpuCap.AlwaysSystem, CpuCap.HasSb, CpuCap.HasRng];

    /// <summary>
    /// For each entry: whether it is of the same site as the one before, its capability (the last: a callback in the old form), and
    /// whether it may be left out.
    /// </summary>
    private static readonly Gen<(bool Continues, int Cap, bool IsSkipped)[]> s_entries =
        Gen.Select(
            Gen.Int[0, 2].Select(third => third == 0), Gen.Int[0, s_caps.Length], Gen.Int[0, 4].Select(fifth => fifth == 0)).Array[1, 24];

    [Fact]
    public void An_entry_is_planned_exactly_where_it_applies()
    {
        Gen.Select(s_entries, Gen.Int[0, 31], Gen.Bool).Sample((entries, present, selects) =>
        {
            using TestImage image = new TestImage(TextWords).With([.. s_caps.Where((_, i) => (present >> i & 1) != 0)]);
            image.Callbacks.Add(AltCallbacks.Nops);
            int site = -2;
            foreach ((bool continues, int cap, _) in entries)
            {
                site += continues && site >= 0 ? 0 : 2;
                image.Entries.Add(cap == s_caps.Length
                    ? new GivenEntry(TestImage.Address(site), TestImage.CallbacksStart, (ushort)CpuCap.NCaps, 4, 0)
                    : new GivenEntry(TestImage.Address(site), TestImage.Address(ReplacementsStart + site), (ushort)s_caps[cap], 4, 4));
            }

            string skip = string.Join(',', Enumerable.Range(0, entries.Length).Where(i => selects && entries[i].IsSkipped));
            AltSelection selection = AltSelection.Parse<ArgumentErrors>(
                new BootArguments(Encoding.ASCII.GetBytes(skip.Length == 0 ? "" : $"alt.skip={skip}")), entries.Length);

            Assert.True(image.Prepare() && image.PlanPass(AltPass.Boot, selection));
            AssertPlanned(image, AltPass.Boot, selection);
            Assert.True(image.Commit(AltPass.Boot) && image.PlanAgain(selection));
            AssertPlanned(image, AltPass.System, selection);
        }, iter: 5_000);
    }

    private static void AssertPlanned(TestImage image, AltPass pass, AltSelection selection)
    {
        AltDecision decision = new(pass, image.Inputs.Capabilities, selection);
        for (int i = 0; i < image.Entries.Count; i++)
        {
            Assert.Equal(decision.Applies(image.Plan.Region, i), image.Action(i) == AltAction.Planned);
        }
    }
}
