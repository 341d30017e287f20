namespace BareMetal.Patcher;

/// <summary>Finds the capabilities in the values of the ID registers, by the rows of cpucaps.txt.</summary>
public static class CpuFeatures
{
    /// <summary>
    /// The capabilities that <paramref name="registers"/> show, of all scopes: overridden and hidden fields are taken as they stand.
    /// </summary>
    public static CpuCapSet Detect(in IdRegisters registers)
    {
        CpuCapSet found = default;
        bool holds = true;
        foreach (uint row in CpuFeatureRows.Terms)
        {
            CpuCapTerm term = new(row);
            holds = holds && term.Holds(registers);
            if (term.IsFollowed)
            {
                continue;
            }

            if (holds)
            {
                found.Add(term.Capability);
            }

            holds = true;
        }

        return found;
    }
}
