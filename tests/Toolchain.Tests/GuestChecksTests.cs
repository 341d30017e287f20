using BareMetal.Guest;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>The checks that tests/guest makes of the core library, made of .NET: what they expect is what .NET does.</summary>
[Trait("Area", "Exceptions and the core library")]
public sealed class GuestChecksTests
{
    [Fact]
    public void Hold_on_NET()
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

        Assert.Empty(Check.Failed);
        Assert.NotEqual(0, Check.Count);
    }
}
