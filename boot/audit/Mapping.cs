namespace BareMetal.Boot.Audit;

/// <summary>What one leaf maps, or several next to each other that have the same attributes.</summary>
internal readonly struct Mapping(ulong va, ulong pa, ulong bytes, StageOneDescriptor descriptor)
{
    public readonly ulong Va = va;
    public readonly ulong Pa = pa;
    public readonly ulong Bytes = bytes;

    /// <summary>Its attributes, with what the tables above take away.</summary>
    public readonly StageOneDescriptor Descriptor = descriptor;

    public ulong PaEnd => Pa + Bytes;

    /// <summary>Both as one, where <paramref name="next"/> goes on where this one ends.</summary>
    public bool TryAppend(in Mapping next, out Mapping both)
    {
        both = new Mapping(Va, Pa, Bytes + next.Bytes, Descriptor);
        return next.Va == Va + Bytes && next.Pa == PaEnd && next.Descriptor.Attributes == Descriptor.Attributes;
    }
}
