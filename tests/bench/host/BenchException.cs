using System;

namespace BareMetal.Bench;

/// <summary>A measurement that isn't one.</summary>
public sealed class BenchException(string message) : Exception(message);
