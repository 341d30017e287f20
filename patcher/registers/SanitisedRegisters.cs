namespace BareMetal.Patcher;

/// <summary>ID registers of several cores made into values that are true of all of them, field by field as idfields.txt says.</summary>
public static class SanitisedRegisters
{
    /// <summary>Lowers, or raises, the values in <paramref name="system"/> until they are true of one core more.</summary>
    /// <param name="system">Values that are true of the cores so far; those of registers without fields stay.</param>
    /// <param name="core">The new core's.</param>
    public static void Merge(ref IdRegisters system, in IdRegisters core)
    {
        int next = 0;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            ulong merged = system.Get(register);
            ulong known = 0;
            for (; TryGetField(next, register, out IdField field); next++)
            {
                known |= field.Mask;
                merged = field.Insert(merged, (ulong)field.Safe(field.Extract(merged), field.Extract(core.Get(register))));
            }

            // Bits of no field stay where all cores have them.
            system.Set(register, known == 0 ? merged : merged & (known | core.Get(register)));
        }
    }

    /// <summary>The registers with strict fields, or bits of no field, in which two cores differ.</summary>
    public static IdRegisterSet Compare(in IdRegisters one, in IdRegisters other)
    {
        IdRegisterSet unlike = default;
        int next = 0;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            ulong known = 0;
            ulong loose = 0;
            for (; TryGetField(next, register, out IdField field); next++)
            {
                known |= field.Mask;
                loose |= field.IsStrict ? 0 : field.Mask;
            }

            if (known != 0 && ((one.Get(register) ^ other.Get(register)) & ~loose) != 0)
            {
                unlike.Add(register);
            }
        }

        return unlike;
    }

    private static bool TryGetField(int index, IdRegister register, out IdField field)
    {
        field = index < IdField.Count ? new IdField(index) : default;
        return index < IdField.Count && field.Register == register;
    }
}
