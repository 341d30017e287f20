using System;
using System.Collections.Generic;
using System.Linq;

namespace BareMetal.Bench;

/// <summary>Whether cost grows as the table does.</summary>
internal static class Linearity
{
    /// <summary>The costs with <see cref="GrowthCost.FromLinear"/>.</summary>
    public static IReadOnlyList<GrowthCost> Of(IReadOnlyList<GrowthCost> costs) =>
        [.. costs.GroupBy(cost => cost.Order).SelectMany(order => Fitted([.. order.OrderBy(cost => cost.Entries)]))];

    private static IEnumerable<GrowthCost> Fitted(GrowthCost[] costs)
    {
        double slope = (double)(costs[1].Total - costs[0].Total) / (costs[1].Entries - costs[0].Entries);
        return costs.Select(cost =>
        {
            double line = costs[0].Total + slope * (cost.Entries - costs[0].Entries);
            return cost with { FromLinear = Math.Round((cost.Total - line) / line, 4) };
        });
    }
}
