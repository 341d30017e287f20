namespace BareMetal.AltTool.CommandLine;

/// <summary>The codes of this tool's findings; patcher/host/README.md lists them for users.</summary>
internal static class DiagnosticCode
{
    /// <summary>The command line or an input file can't be used.</summary>
    public const string Input = "BM0000";

    /// <summary>C# needs a runtime helper that bare metal doesn't have.</summary>
    public const string UnavailableFeature = "BM0001";

    /// <summary>A type's static fields aren't initialised at build time.</summary>
    public const string NotPreinitialized = "BM0002";

    /// <summary>ilc said something else than its progress.</summary>
    public const string CompilerOutput = "BM0003";

    /// <summary>The compiler put something new into the Image.</summary>
    public const string NewRuntimeSymbol = "BM0004";

    /// <summary>The Image or a section is larger than planned.</summary>
    public const string OverBudget = "BM0005";

    /// <summary>What the first link pass computed doesn't fit the second.</summary>
    public const string StaleLinkInputs = "BM0006";

    /// <summary>An entry of .altinstructions can't be right.</summary>
    public const string BadTable = "BM0007";

    /// <summary>What runs while text is being written is patched itself, or can't be followed.</summary>
    public const string UnsafePatching = "BM0008";

    /// <summary>Something leads into the middle of a site, or into a replacement.</summary>
    public const string IntoSite = "BM0009";

    /// <summary>A sequence of instructions that a CPU gets wrong.</summary>
    public const string Erratum = "BM0010";

    /// <summary>An attribute declares an alternative that can't be.</summary>
    public const string BadAlternative = "BM0011";

    /// <summary>Boot has no program to call, or doesn't know which.</summary>
    public const string NoMain = "BM0012";

    /// <summary>A method with [Test] can't be one, or there is none.</summary>
    public const string BadTest = "BM0013";

    /// <summary>An instruction that a core need not have where it can come to it.</summary>
    public const string Isa = "BM0014";

    /// <summary>A site has a landing pad that one of its replacements lacks.</summary>
    public const string LostLandingPad = "BM0015";
}
