using System;

namespace BareMetal.Patcher.Tests;

/// <summary>A store, or the cleaning of a line, that faults.</summary>
internal sealed class FaultException() : Exception("this access faults");
