using System;
using System.Collections.Generic;
using System.IO;

namespace BareMetal.BootTest;

/// <summary>One row of a case file: what is booted and what is expected of it.</summary>
public sealed record TestCase
{
    /// <summary>Its name, one of its kind in a run.</summary>
    public required string Name { get; init; }

    /// <summary>The file it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What it belongs to in reports: its file, unless something else is said.</summary>
    public string Suite { get => field ?? Path.GetFileNameWithoutExtension(Source); init; }

    /// <summary>What is booted.</summary>
    public required BootCase Boot { get; init; }

    /// <summary>How the boot says what became of it.</summary>
    public VerdictRule Verdict { get; init; } = VerdictRule.Pass;

    /// <summary>Whether the verdict ends the boot; otherwise the guest must end by itself.</summary>
    public bool EndsAtVerdict { get; init; }

    /// <summary>QEMU's exit code; null for the verdict's.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Lines that must come, in this order.</summary>
    public IReadOnlyList<LinePattern> Expect { get; init; } = [];

    /// <summary>Lines that must not come.</summary>
    public IReadOnlyList<LinePattern> Forbid { get; init; } = [];

    /// <summary>Whether a report must come, whole, and from this very image.</summary>
    public bool Report { get; init; }

    /// <summary>Whether the text in memory must be, when the verdict has come, what the boot says of it.</summary>
    public bool Attest { get; init; }

    /// <summary>Table of what each CPU model must detect; null for none.</summary>
    public string? Capabilities { get; init; }

    /// <summary>The table's column.</summary>
    public string CapabilitiesOf { get; init; } = "";

    /// <summary>Files without which the case is skipped.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>QEMU older than this skips the case; null for any.</summary>
    public Version? NeedsQemu { get; init; }

    /// <summary>How often it is booted.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>The case that this is one boot of; null where it is booted once.</summary>
    public string? Series { get; init; }

    /// <summary>Why the case isn't run; null where it is.</summary>
    public string? Skip { get; init; }
}
