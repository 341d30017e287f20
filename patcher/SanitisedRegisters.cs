namespace BareMetal.Patcher;

/// <summary>ID registers of several cores made into values that are true of all of them, field by field as idfields.txt says.</summary>
public static class SanitisedRegisters
{
    /// <summary>Lowers, or raises, the values in <paramref name="system"/> until they are true of one core more.</summary>
    /// <param name="system">Values that are true of the cores so far.</param>
    /// <param name="bootCore">The first core's, which every other is compared with.</param>
    /// <param name="core">The new core's.</param>
    /// <returns>Registers with strict fields, or bits of no field, that are other than the first core's.</returns>
    public static IdRegisterSet Merge(ref IdRegisters system, in IdRegisters bootCore, in IdRegisters core)
    {
        IdRegisterSet unexpected = default;
        int next = 0;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            ulong known = 0;
            ulong loose = 0;
            int first = next;
            for (; next < IdField.Count && new IdField(next).Register == register; next++)
            {
                IdField field = new(next);
                known |= field.Mask;
                loose |= field.IsStrict ? 0 : field.Mask;
                system.Set(register, MergeField(field, system.Get(register), core.Get(register)));
            }

            if (next == first)
            {
                continue;
            }

            system.Set(register, system.Get(register) & (known | ~(system.Get(register) ^ core.Get(register))));
            if (((bootCore.Get(register) ^ core.Get(register)) & ~loose) != 0)
            {
                unexpected.Add(register);
            }
        }

        return unexpected;
    }

    private static ulong MergeField(IdField field, ulong system, ulong core) =>
        field.Insert(system, (ulong)field.Safe(field.Extract(system), field.Extract(core)));
}
