using System.Runtime.CompilerServices;

namespace System.Runtime.Intrinsics.Arm;

/// <summary>.NET's own question about a capability: ilc answers it for the instruction set, or by a load and a test.</summary>
[Intrinsic]
public abstract class Crc32
{
    public static bool IsSupported
    {
        [Intrinsic]
        get => IsSupported;
    }
}
