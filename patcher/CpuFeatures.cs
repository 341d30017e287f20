namespace BareMetal.Patcher;

/// <summary>Finds the capabilities in the values of the ID registers, by the rows of cpucaps.txt.</summary>
public static class CpuFeatures
{
    /// <summary>The capabilities that <paramref name="registers"/> show: overridden and hidden fields are taken as they stand.</summary>
    public static CpuCapSet Detect(in IdRegisters registers)
    {
        CpuCapSet found = default;
        foreach (ushort cap in CpuFeatureRows.Always)
        {
            found.Add((CpuCap)cap);
        }

        AddFeatures(registers, ref found);
        AddErrata(new Midr(registers.Get(IdRegister.MidrEl1)), ref found);
        return found;
    }

    private static void AddFeatures(in IdRegisters registers, ref CpuCapSet found)
    {
        for (int row = 0; row < CpuFeatureRows.Count; row++)
        {
            IdField field = new(CpuFeatureRows.Fields[row]);
            if (field.Extract(registers.Get(field.Register)) >= CpuFeatureRows.Minimums[row])
            {
                found.Add((CpuCap)CpuFeatureRows.Caps[row]);
            }
        }
    }

    private static void AddErrata(Midr midr, ref CpuCapSet found)
    {
        for (int row = 0; row < CpuFeatureRows.ErrataCount; row++)
        {
            MidrRange range = new(CpuFeatureRows.ErrataModels[row], CpuFeatureRows.ErrataFirst[row], CpuFeatureRows.ErrataLast[row]);
            if (range.Contains(midr))
            {
                found.Add((CpuCap)CpuFeatureRows.ErrataCaps[row]);
            }
        }
    }
}
