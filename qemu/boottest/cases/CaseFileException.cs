using System;

namespace BareMetal.BootTest;

/// <summary>A case file that can't be used, with the place that is wrong.</summary>
/// <param name="file">The file.</param>
/// <param name="place">A line, or the path of a member (<c>cases[2].el</c>).</param>
/// <param name="message">What is wrong, and what to do.</param>
public sealed class CaseFileException(string file, string place, string message) : Exception($"{file}: {place}: {message}");
