using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BareMetal.Source.Tests.Rings;

/// <summary>
/// The order of folders, lowest first. rings.txt has the order of the areas, and the README of each area that of its folders: its
/// table with the heading "folder" or "ring". The files of an area's own folder are above all folders of it.
/// </summary>
internal sealed partial class RingOrder
{
    private readonly List<string> _areas = [];
    private readonly HashSet<string> _whole = [];
    private readonly Dictionary<string, int> _rank = [];

    private RingOrder() { }

    /// <summary>Upward references that must be, with the reason of each.</summary>
    public List<UpwardReference> Upward { get; } = [];

    /// <summary>The folders, lowest first.</summary>
    public IEnumerable<string> Folders => _rank.OrderBy(ring => ring.Value).Select(ring => ring.Key);

    /// <summary>Reads rings.txt and the tables it leads to; <paramref name="read"/> gives the text of a file of the repository.</summary>
    public static RingOrder Parse(string rings, Func<string, string> read)
    {
        var order = new RingOrder();
        foreach (string line in rings.Split('\n').Where(line => line.Trim() is not "" && !line.StartsWith('#')))
        {
            string[] words = Gap().Split(line.Trim(), 4);
            switch (words)
            {
                case ["area", var area, "whole", _]:
                    order._areas.Add(area);
                    order._whole.Add(area);
                    break;
                case ["area", var area]:
                    order._areas.Add(area);
                    break;
                case ["upward", var from, var member, var reason]:
                    order.Upward.Add(new UpwardReference(from, member, reason));
                    break;
                default:
                    throw new InvalidDataException(
                        $"rings.txt: area FOLDER, area FOLDER whole REASON or upward FOLDER MEMBER REASON, found: {line}");
            }
        }

        foreach (string area in order._areas)
        {
            foreach (string folder in order._whole.Contains(area) ? [] : Table(read($"{area}/README.md")).Select(row => $"{area}/{row}"))
            {
                if (!order._areas.Contains(folder) && !order._rank.TryAdd(folder, order._rank.Count))
                {
                    throw new InvalidDataException($"{area}/README.md lists {folder} twice");
                }
            }

            order._rank.Add(area, order._rank.Count);
        }

        return order;
    }

    /// <summary>The folder whose place in the order a file has.</summary>
    public string RingOf(string file)
    {
        string folder = SourceFiles.FolderOf(file);
        string? area =
            _areas.Where(area => folder == area || folder.StartsWith(area + "/", StringComparison.Ordinal)).MaxBy(area => area.Length);
        return area is not null && _whole.Contains(area) ? area : folder;
    }

    public bool IsListed(string ring) => _rank.ContainsKey(ring);

    public bool IsUpward(Reference reference) =>
        _rank.TryGetValue(RingOf(reference.From), out int from) && _rank.TryGetValue(RingOf(reference.To), out int to) && to > from;

    public bool Allows(Reference reference) => Upward.Exists(upward => upward.Covers(reference, RingOf(reference.From)));

    /// <summary>
    /// First cells of the table whose heading begins with "folder", without code marks and slashes. A file of the folder itself is
    /// no ring.
    /// </summary>
    private static IEnumerable<string> Table(string readme) => readme.Split('\n')
        .SkipWhile(line => !Heading().IsMatch(line))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .SelectMany(line => line.Split('|')[1].Split(','))
        .Select(cell => cell.Trim(' ', '`', '/'))
        .Where(cell => !Path.HasExtension(cell));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^\|\s*(folder|ring)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Heading();
}
