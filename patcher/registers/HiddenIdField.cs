using System;

namespace BareMetal.Patcher;

/// <summary>The fields that idfields.txt hides, each with the control that the way to EL1 doesn't set.</summary>
public static class HiddenIdField
{
    /// <summary>How many there are.</summary>
    public static int Count => IdFieldRows.HiddenFields.Length;

    /// <summary>A field, by its number from 0.</summary>
    public static IdField Field(int index) => new(IdFieldRows.HiddenFields[index]);

    /// <summary>What would have to be set: <c>CPACR_EL1.ZEN</c>.</summary>
    public static ReadOnlySpan<byte> Control(int index) =>
        TextTable.Item(IdFieldRows.HiddenControls, IdFieldRows.HiddenControlsStarts, index);
}
