namespace Internal.Runtime;

/// <summary>What an object's first word points at. ILC looks the name up when it boxes to the stack.</summary>
internal struct MethodTable
{
}
