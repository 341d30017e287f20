using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace BareMetal.Source.Tests.Rings;

/// <summary>What is wrong with the references between folders, by their order, and the table of them.</summary>
internal static class RingFindings
{
    public static IEnumerable<string> Of(ReferenceGraph graph, RingOrder order, Func<string, bool> exists)
    {
        IEnumerable<string> unlisted = graph.Files.Select(order.RingOf).Distinct().Where(ring => !order.IsListed(ring)).Order(StringComparer.Ordinal)
            .Select(ring => $"{ring}: a folder with sources that the order doesn't list");
        IEnumerable<string> gone = order.Folders.Where(folder => !exists(folder)).Select(folder => $"{folder}: listed in the order, and no such folder");
        IEnumerable<string> upward = graph.References.Where(reference => order.IsUpward(reference) && !order.Allows(reference))
            .GroupBy(reference => reference with { Member = "" }, reference => reference.Member)
            .Select(place => $"upward: {place.Key with { Member = string.Join(", ", place) }}");
        IEnumerable<string> unused = order.Upward
            .Where(upward => !graph.References.Any(reference => order.IsUpward(reference) && upward.Covers(reference, order.RingOf(reference.From))))
            .Select(upward => $"rings.txt: upward {upward.Folder} {upward.Member}: no such upward reference");
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
