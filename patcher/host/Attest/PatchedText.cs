using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>A text after both passes, or as linked where they are refused.</summary>
/// <param name="Bytes">The text, the Image header included.</param>
/// <param name="Errors">Why the table is refused, in words.</param>
/// <param name="Findings">What the record says otherwise than it is decided here.</param>
/// <param name="Capabilities">Of the system.</param>
internal sealed record PatchedText(byte[] Bytes, IReadOnlyList<string> Errors, IReadOnlyList<string> Findings, CpuCapSet Capabilities)
{
    /// <summary>SHA-256 of the text after the Image header.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes.AsSpan(LinkedImage.HeaderBytes)));
}
