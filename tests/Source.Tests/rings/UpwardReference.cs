using System;

namespace BareMetal.Source.Tests.Rings;

/// <summary>What a folder may refer to above it: a type, a member, a symbol or a file, and why that must be.</summary>
internal sealed record UpwardReference(string Folder, string Member, string Reason)
{
    public bool Covers(Reference reference, string ring) => ring == Folder
        && (reference.Member == Member || reference.To == Member || reference.Member.StartsWith(Member + ".", StringComparison.Ordinal));
}
