using System;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>Properties of sets of ID registers.</summary>
internal static class RegisterProperties
{
    // patcher/README.md: these only say that mitigations aren't needed.
    private static readonly string[] s_raised = ["csv2", "csv3", "ecbhb"];

    /// <summary>Two sets are equal.</summary>
    public static void Equal(in IdRegisters expected, in IdRegisters actual, string text)
    {
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            Property.Equal(expected.Get((IdRegister)index), actual.Get((IdRegister)index), text);
        }
    }

    /// <summary>Of two values of a field the one that counts is safe for the hardware's; bits of no field are the hardware's.</summary>
    public static void PromisesNoMore(in IdRegisters hardware, in IdRegisters registers)
    {
        IdRegisters rest = registers;
        for (int index = 0; index < IdField.Count; index++)
        {
            IdField field = new(index);
            long has = field.Extract(hardware.Get(field.Register));
            long counts = field.Extract(registers.Get(field.Register));
            bool isRaised = Array.IndexOf(s_raised, Encoding.ASCII.GetString(field.Name)) >= 0;
            Property.Holds(isRaised || field.Safe(has, counts) == counts, "a field promises no more than the hardware's");
            rest.Set(field.Register, field.Insert(rest.Get(field.Register), (ulong)has));
        }

        Equal(hardware, rest, "bits of no field stay");
    }
}
