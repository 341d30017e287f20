namespace BareMetal.Boot;

/// <summary>Which arms the sites have when they are checked.</summary>
internal enum SiteMoment
{
    BeforePatching,
    AfterPatching,
}
