namespace BareMetal.AltTool.Declarations;

/// <summary>A call of a marked method.</summary>
/// <param name="Function">The symbol of the function that it stands in.</param>
/// <param name="Offset">Bytes from there.</param>
/// <param name="IsTailCall">B, where it isn't BL.</param>
internal readonly record struct AltSite(AltDeclaration Declaration, string Function, ulong Offset, bool IsTailCall);
