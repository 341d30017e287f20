using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace BareMetal.AltTool.Serial;

/// <summary>One <c>@alt</c> line.</summary>
/// <param name="Index">Number of the entry in the table, from 0.</param>
/// <param name="Orig">VA of the site.</param>
/// <param name="Capability">Name of the capability, as Linux has it.</param>
/// <param name="Callback">Name of the callback; null where the entry has a replacement.</param>
/// <param name="Action">What was done.</param>
/// <param name="Old">Words of the site in the ELF file.</param>
/// <param name="New">Words that the plan computed; equal to <paramref name="Old"/> where the entry was kept.</param>
public sealed record EntryLine(
    int Index,
    ulong Orig,
    [property: JsonPropertyName("cap")] string Capability,
    string? Callback,
    EntryAction Action,
    IReadOnlyList<uint> Old,
    IReadOnlyList<uint> New);
