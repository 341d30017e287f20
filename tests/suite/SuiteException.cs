using System;

namespace BareMetal.Suite;

/// <summary>What the user must be told: a wrong argument, or a file that can't be read as it should.</summary>
internal sealed class SuiteException(string message) : Exception(message);
