using System;

namespace BareMetal.AltTool.CommandLine;

/// <summary>The command line can't be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
