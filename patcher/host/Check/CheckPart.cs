using System;
using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Safety;

namespace BareMetal.AltTool.Check;

/// <summary>A part of <c>alt check</c>.</summary>
/// <param name="Output">The option that asks for it: the file that its list goes to.</param>
/// <param name="Options">More options, for this part only.</param>
/// <param name="Check">Returns the list and the findings.</param>
internal sealed record CheckPart(
    string Output,
    string[] Options,
    Func<Arguments, ElfFile, Lazy<LinkedCode>, (string Text, IReadOnlyList<Diagnostic> Findings)> Check);
