namespace BareMetal.Fuzz;

/// <summary>What an instruction does with an address that it names by a distance.</summary>
internal enum ReferenceKind
{
    /// <summary>It names none.</summary>
    None,

    /// <summary>It branches there: distance in words.</summary>
    Branch,

    /// <summary>It keeps the address: distance in bytes.</summary>
    Address,

    /// <summary>It keeps the address of a page: distance in pages.</summary>
    Page,

    /// <summary>It loads from there, or signs with it: refused in a replacement.</summary>
    Refused,
}
