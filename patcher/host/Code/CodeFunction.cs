namespace BareMetal.AltTool.Code;

/// <summary>A function, or whatever else has a name in text.</summary>
/// <param name="Name">Readable.</param>
/// <param name="Start">VA.</param>
/// <param name="End">VA where the next one starts.</param>
/// <param name="Bytes">Its size as the ELF file says, or up to the next one where that says nothing.</param>
internal sealed record CodeFunction(string Name, ulong Start, ulong End, ulong Bytes)
{
    /// <summary><c>Name+0x1c</c></summary>
    public string Describe(ulong address) => address == Start ? Name : $"{Name}+0x{address - Start:x}";
}
