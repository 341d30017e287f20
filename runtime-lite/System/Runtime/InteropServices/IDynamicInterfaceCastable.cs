using Internal.Runtime.CompilerHelpers;

namespace System.Runtime.InteropServices;

/// <summary>ILC looks this name up; nothing here implements it.</summary>
internal interface IDynamicInterfaceCastable
{
    internal static nint GetDynamicInterfaceImplementation(IDynamicInterfaceCastable instance, nint interfaceType, ushort slot)
    {
        ThrowHelpers.ThrowFeatureBodyRemoved();
        return 0;
    }
}
