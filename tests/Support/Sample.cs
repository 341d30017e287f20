using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Tests;

/// <summary>Rows of a theory that <see cref="ProofAttribute"/> samples.</summary>
public static class Sample
{
    /// <summary>All rows; those that aren't in the sample are for <c>make proof</c> alone.</summary>
    /// <param name="rows">A value for each row.</param>
    /// <param name="isInSample">Whether <c>make test</c> runs it, too.</param>
    public static IEnumerable<TheoryDataRow<T>> Rows<T>(IEnumerable<T> rows, Func<T, bool> isInSample) =>
        rows.Select(row => isInSample(row) ? new TheoryDataRow<T>(row) : NotIn(new TheoryDataRow<T>(row)));

    /// <summary>A row that is for <c>make proof</c> alone.</summary>
    public static TRow NotIn<TRow>(TRow row)
        where TRow : TheoryDataRowBase => row.WithTrait(ProofAttribute.RunTrait, ProofAttribute.InProof);
}
