using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Audit;

/// <summary>The table of each level that a <see cref="TranslationWalk"/> is in.</summary>
[InlineArray(StageOneDescriptor.LastLevel + 1)]
internal struct WalkedTables
{
    private WalkedTable _first;
}
