namespace BareMetal.Guest;

/// <summary>What the core library computes on the patched machine, for the boot argument <c>test=corelib</c>.</summary>
/// <remarks>All groups but Crc32 are run on .NET too, by tests/Toolchain.Tests: the library differs where they pass there only.</remarks>
internal static class CoreLibChecks
{
    /// <summary>True where all of it is right.</summary>
    public static bool Run()
    {
        CoreLibSpans.Run();
        CoreLibStrings.Run();
        CoreLibArithmetic.Run();
        CoreLibGenerics.Run();
        CoreLibLayout.Run();
        CoreLibStatics.Run();
        CoreLibLanguage.Run();
        CoreLibThreading.Run();
        CoreLibBits.Run();
        CoreLibBytes.Run();
        CoreLibIntrinsics.Run();
        CoreLibInstructions.Run();
        CoreLibServices.Run();
        CoreLibCrc32.Run();
        return Check.Finish();
    }
}
