using System;

namespace BareMetal.Boot;

/// <summary>References stored where a garbage collector would have to know of it.</summary>
internal static class References
{
    private static object s_reference;

    public static int Use(int number)
    {
        object value = Check.Opaque<object>("value");
        Holder holder = Check.Opaque<Holder>(null);
        Static(value);
        Field(holder, value);
        Span(holder, value, number);
        ByReference(holder, value);
        Element(Check.Opaque<object[]>(null), value);
        return s_reference == holder.Value ? 0 : 1;
    }

    private static void Static(object value) => s_reference = value; // refused: storing a reference ("s_reference = …")

    private static void Field(Holder holder, object value) => holder.Value = value; // refused: storing a reference ("Value = …")

    // refused: storing a reference ("… = a reference")
    private static void Span(Holder holder, object value, int index) => new Span<object>(ref holder.Value)[index] = value;

    private static void ByReference(Holder holder, object value)
    {
        ref object target = ref holder.Value;
        target = value; // refused: storing a reference ("… = a reference")
    }

    private static void Element(object[] array, object value) => array[1] = value; // refused: storing a reference ("… = a reference")

    private sealed class Holder
    {
        public object Value;
    }
}
