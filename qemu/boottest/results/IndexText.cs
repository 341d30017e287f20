using System.Collections.Generic;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>Indexes of entries as <c>alt.skip=</c> and <c>alt.only=</c> take them: <c>3,7-9</c>.</summary>
internal static class IndexText
{
    public static string Of(IEnumerable<int> ascending)
    {
        List<(int First, int Last)> ranges = [];
        foreach (int index in ascending)
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1)
            {
                ranges[^1] = (ranges[^1].First, index);
            }
            else
            {
                ranges.Add((index, index));
            }
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }
}
