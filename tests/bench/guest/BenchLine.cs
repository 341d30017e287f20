using System;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>One line <c>@bench {…}</c>: a JSON object, written member by member.</summary>
internal ref struct BenchLine
{
    private TextOutput<ConsoleSink> _output;

    /// <summary>Begins the line.</summary>
    /// <param name="name">What was measured: its member "bench".</param>
    public BenchLine(ReadOnlySpan<byte> name)
    {
        _output = default;
        _output.Write("@bench {\"bench\":\""u8);
        _output.Write(name);
        _output.Write("\""u8);
    }

    /// <summary>Adds a number.</summary>
    public void Number(ReadOnlySpan<byte> name, ulong value)
    {
        Member(name);
        _output.Decimal(value);
    }

    /// <summary>Adds a text that needs no escapes.</summary>
    public void Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Member(name);
        _output.Write("\""u8);
        _output.Write(value);
        _output.Write("\""u8);
    }

    /// <summary>Adds what a measurement gave.</summary>
    public void Counts(in PhaseCounts phases, in MaintenanceMarks marks, in AltCounts counts)
    {
        Number("entries"u8, (ulong)counts.Entries);
        Number("patched"u8, (ulong)counts.Patched);
        Number("words"u8, (ulong)counts.Words);
        Number("arenaBytes"u8, PlanMemory.Bytes);
        Number("clear"u8, PlanMemory.ClearCount);
        Number("validate"u8, phases.Validate);
        Number("plan"u8, phases.Plan);
        Number("commit"u8, phases.Commit);
        Number("maintain"u8, phases.Maintain);
        Number("readback"u8, phases.Readback);
        Number("total"u8, phases.Total);
        Number("dc"u8, marks.Cleans);
        Number("ic"u8, marks.Invalidations);
        Number("barriers"u8, marks.Barriers);
    }

    /// <summary>Ends the line.</summary>
    public void End() => _output.Write("}\n"u8);

    private void Member(ReadOnlySpan<byte> name)
    {
        _output.Write(",\""u8);
        _output.Write(name);
        _output.Write("\":"u8);
    }
}
