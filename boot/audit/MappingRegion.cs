using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Audit;

/// <summary>VAs in which all mappings are alike by design.</summary>
internal readonly struct MappingRegion(MappedRegion kind, ulong start, ulong bytes, MapAttributes attributes, ulong offset = 0)
{
    public readonly MappedRegion Kind = kind;

    private readonly MapAttributes _attributes = attributes;
    private readonly ulong _start = start;
    private readonly ulong _bytes = bytes;
    private readonly ulong _offset = offset;

    public bool Contains(ulong va) => va - _start < _bytes;

    public bool Contains(in Mapping mapping) => Contains(mapping.Va) && mapping.Bytes <= _bytes - (mapping.Va - _start);

    /// <summary>Whether it is at the PA that belongs to its VA: any where the region has no offset (VA less PA).</summary>
    public bool IsAtItsAddress(in Mapping mapping) => _offset == 0 || mapping.Va - mapping.Pa == _offset;

    /// <summary>Whether these are its attributes, to the last bit.</summary>
    public bool Allows(StageOneDescriptor descriptor) =>
        descriptor.Attributes == (ulong)_attributes
            || (Kind == MappedRegion.LoadedCode && descriptor.Attributes == (ulong)MapAttributes.Text);
}
