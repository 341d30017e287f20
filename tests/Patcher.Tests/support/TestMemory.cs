namespace BareMetal.Patcher.Tests;

/// <summary>The text of the thread's <see cref="TestImage"/>.</summary>
internal readonly struct TestMemory : ICodeMemory
{
    public static bool CanAskForAlias => true;

    public static uint Read(CodeAddress address) => TestImage.Current.Read(address.Value);

    public static AliasAddress Alias(CodeAddress address) => new(address.Value - TestImage.TextStart + TestImage.AliasStart);

    public static bool MayWrite(AliasAddress address) => TestImage.Current.MayWrite(address.Value);

    public static void Write(AliasAddress address, uint instruction) => TestImage.Current.Write(address.Value, instruction);

    public static void CleanLine(CodeAddress line) => TestImage.Current.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => Record(CodeOperationKind.InvalidateInstructionCache);

    public static void DataBarrier() => Record(CodeOperationKind.DataBarrier);

    public static void ContextSynchronize() => Record(CodeOperationKind.ContextSynchronize);

    private static void Record(CodeOperationKind kind, ulong address = 0) =>
        TestImage.Current.Operations.Add(new CodeOperation(kind, address));
}
