namespace BareMetal.Boot.Arguments;

/// <summary>How much a boot says of each alternative.</summary>
internal enum ReportStyle
{
    /// <summary>Counts by capability.</summary>
    Summary,

    /// <summary>One line for each site, with old and new words.</summary>
    Table,

    /// <summary>The machine-readable lines.</summary>
    Json,

    /// <summary>Nothing.</summary>
    Quiet,
}
