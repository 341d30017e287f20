using System;
using System.Collections.Generic;
using System.IO;

namespace BareMetal.Boot.Tests;

/// <summary>tests/bflat, which stands in for bflat.</summary>
internal static class Bflat
{
    /// <summary>The environment in which make finds it.</summary>
    /// <param name="root">The top folder of the sources.</param>
    public static Dictionary<string, string> OnPath(string root) =>
        new() { ["PATH"] = $"{Path.Combine(root, "tests", "bflat")}:{Environment.GetEnvironmentVariable("PATH")}" };
}
