namespace BareMetal.Boot.Patching;

/// <summary>Which arms the sites have when they are checked.</summary>
internal enum SiteMoment
{
    /// <summary>Those that were linked.</summary>
    BeforePatching,

    /// <summary>Those that are there for good.</summary>
    AfterPatching,

    /// <summary>Those of a plan that will be undone, or has been.</summary>
    InSelfTest,
}
