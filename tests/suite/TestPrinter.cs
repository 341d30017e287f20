using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace BareMetal.Suite;

/// <summary>Prints what is tested, by the traits that tests have.</summary>
internal static class TestPrinter
{
    private const string Area = "Area";
    private const string NoArea = "(no area)";

    /// <summary>Prints areas with counts, and the tests of those that are asked for.</summary>
    /// <param name="output">Where.</param>
    /// <param name="start">How the areas start whose tests are named; none where empty.</param>
    /// <exception cref="SuiteException">No area starts so: says which there are.</exception>
    public static async Task AreasAsync(TextWriter output, string start)
    {
        IReadOnlyList<ListedTest> tests = await TestList.ReadAsync();
        IGrouping<string, ListedTest>[] areas =
        [
            .. tests.SelectMany(test => test.Values(Area).DefaultIfEmpty(NoArea).Select(area => (area, test)))
                .GroupBy(pair => pair.area, pair => pair.test)
                .OrderBy(area => area.Key, StringComparer.Ordinal),
        ];
        if (!areas.Any(area => area.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SuiteException($"no area starts with '{start}': {string.Join(", ", areas.Select(area => area.Key))}");
        }

        foreach (IGrouping<string, ListedTest> area in areas)
        {
            bool isNamed = start.Length > 0 && area.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase);
            if (start.Length == 0 || isNamed)
            {
                int inProof = area.Count(test => test.Values("Run").Contains("proof"));
                string[] classes = [.. area.Select(test => test.Type).Distinct().Order(StringComparer.Ordinal)];
                string proof = inProof > 0 ? $" ({inProof} of them in make proof)" : "";
                output.WriteLine($"{area.Count(),5}  {area.Key}{proof}: {string.Join(' ', classes)}");
                Names(output, isNamed ? area : []);
            }
        }

        output.WriteLine($"{tests.Count,5}  tests in {TestList.Projects.Count} projects");
    }

    /// <summary>Prints the values of a trait, and the tests that have each.</summary>
    public static async Task ByAsync(TextWriter output, string trait)
    {
        IReadOnlyList<ListedTest> tests = await TestList.ReadAsync();
        var values =
            tests.SelectMany(test => test.Values(trait).Select(value => (value, test))).GroupBy(pair => pair.value, pair => pair.test);
        foreach (IGrouping<string, ListedTest> value in values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            output.WriteLine(value.Key);
            Names(output, value);
        }
    }

    private static void Names(TextWriter output, IEnumerable<ListedTest> tests)
    {
        foreach (IGrouping<string, ListedTest> method in tests.GroupBy(test => $"{test.Type}.{test.Method}")
            .OrderBy(method => method.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"       {method.Key}{(method.Count() > 1 ? $" ({method.Count()})" : "")}");
        }
    }
}
