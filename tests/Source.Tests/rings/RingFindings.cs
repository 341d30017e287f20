using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BareMetal.Source.Tests.Style;

namespace BareMetal.Source.Tests.Rings;

/// <summary>What is wrong with the references between folders, by their order, and the table of them.</summary>
internal static class RingFindings
{
    public static IReadOnlyList<Finding> Of(ReferenceGraph graph, RingOrder order, Func<string, bool> exists)
    {
        IEnumerable<Finding> unlisted = graph.Files.GroupBy(order.RingOf).Where(ring => !order.IsListed(ring.Key))
            .Select(ring => new Finding(ring.Min()!, 0, $"{ring.Key} has sources, and no table of folders lists it"));
        IEnumerable<Finding> gone =
            order.Folders.Where(folder => !exists(folder))
                .Select(folder => new Finding(folder, 0, "is listed in a table of folders, and is no folder"));
        IEnumerable<Finding> upward = graph.References.Where(reference => order.IsUpward(reference) && !order.Allows(reference))
            .GroupBy(reference => reference with { Member = "" }, reference => reference.Member)
            .Select(place => new Finding(place.Key.From, place.Key.Line, $"upward -> {place.Key.To} ({string.Join(", ", place)})"));
        IEnumerable<Finding> unused = order.Upward
            .Where(upward =>
                !graph.References.Any(reference => order.IsUpward(reference) && upward.Covers(reference, order.RingOf(reference.From))))
            .Select(upward => new Finding("tests/Source.Tests/rings.txt", 0, $"upward {upward.Folder} {upward.Member}: no such reference"));
        return [.. unlisted, .. gone, .. upward, .. unused];
    }

    /// <summary>A line for each folder, lowest first: its place, and the places of those it refers to.</summary>
    public static string Table(ReferenceGraph graph, RingOrder order)
    {
        string[] folders = [.. order.Folders];
        ILookup<string, string> targets = graph.References
            .Select(reference => (From: order.RingOf(reference.From), To: order.RingOf(reference.To)))
            .Where(pair => pair.From != pair.To)
            .Distinct()
            .ToLookup(pair => pair.From, pair => pair.To);
        var text = new StringBuilder("folder -> folders that it refers to, by number\n");
        foreach ((int number, string folder) in folders.Index())
        {
            IEnumerable<int> below = targets[folder].Select(target => Array.IndexOf(folders, target)).Order();
            text.Append($"{number,3} {folder,-28} -> {string.Join(' ', below)}\n");
        }

        return text.ToString();
    }
}
