using System.Linq;

namespace BareMetal.Patcher.Tests;

/// <summary>The words of an entry that a plan has words for.</summary>
internal static class PlannedWords
{
    public static uint[] OldWords(this in AltPlan plan, AltPlanEntry entry) => Words(entry, plan, isNew: false);

    public static uint[] NewWords(this in AltPlan plan, AltPlanEntry entry) => Words(entry, plan, isNew: true);

    private static uint[] Words(AltPlanEntry entry, AltPlan plan, bool isNew) =>
        [.. Enumerable.Range(0, entry.Words).Select(word => isNew ? plan.NewWord(entry, word) : plan.OldWord(entry, word))];
}
