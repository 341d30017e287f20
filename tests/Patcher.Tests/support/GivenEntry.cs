namespace BareMetal.Patcher.Tests;

/// <summary>One entry of a table under test, with absolute addresses.</summary>
internal readonly record struct GivenEntry(ulong Original, ulong Alternative, ushort Cap, byte OrigLen, byte AltLen);
