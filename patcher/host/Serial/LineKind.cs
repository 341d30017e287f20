namespace BareMetal.AltTool.Serial;

/// <summary>The words that lines of a boot's report start with, at column 0; a space and JSON follow.</summary>
public static class LineKind
{
    /// <summary>Which Image booted.</summary>
    public const string Boot = "@boot";

    /// <summary>One entry of the table.</summary>
    public const string Entry = "@alt";

    /// <summary>The sum of the entries, and their checksum.</summary>
    public const string Summary = "@alt-summary";

    /// <summary>The ID registers of one core.</summary>
    public const string Registers = "@idregs";

    /// <summary>What decides patching besides the ID registers.</summary>
    public const string Inputs = "@inputs";

    /// <summary>What the text has become.</summary>
    public const string Text = "@text";

    /// <summary>The audit of the page tables.</summary>
    public const string Mappings = "@wx";
}
