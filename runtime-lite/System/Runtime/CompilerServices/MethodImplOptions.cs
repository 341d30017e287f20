namespace System.Runtime.CompilerServices;

/// <summary>The choices of <see cref="MethodImplAttribute"/> (ECMA-335, MethodImplAttributes).</summary>
[Flags]
public enum MethodImplOptions
{
    NoInlining = 0x0008,
    NoOptimization = 0x0040,
    AggressiveInlining = 0x0100,
    AggressiveOptimization = 0x0200,
    InternalCall = 0x1000,
}
