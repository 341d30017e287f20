namespace System.Runtime.CompilerServices;

/// <summary>What ILC keeps beside the static fields of a type whose static constructor would have to run.</summary>
internal struct StaticClassConstructionContext
{
#pragma warning disable CS0169 // ILC writes it
    private readonly nint _cctorMethodAddress;
#pragma warning restore CS0169
}
