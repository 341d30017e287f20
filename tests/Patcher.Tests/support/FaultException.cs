using System;

namespace BareMetal.Patcher.Tests;

/// <summary>A store that faults.</summary>
internal sealed class FaultException() : Exception("this store faults");
