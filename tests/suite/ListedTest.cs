using System.Collections.Generic;
using System.Linq;

namespace BareMetal.Suite;

/// <summary>A test case as its project lists it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Type">Its class, without namespace.</param>
/// <param name="Method">Its method.</param>
/// <param name="Traits">Names and values of its traits.</param>
internal sealed record ListedTest(string Project, string Type, string Method, IReadOnlyList<(string Name, string Value)> Traits)
{
    /// <summary>The values of one trait.</summary>
    public IEnumerable<string> Values(string trait) => Traits.Where(one => one.Name == trait).Select(one => one.Value);
}
