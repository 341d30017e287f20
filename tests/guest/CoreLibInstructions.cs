using System.Runtime.Intrinsics.Arm;

namespace BareMetal.Guest;

/// <summary><see cref="ArmBase"/>, where there is one: instructions that ILC puts in place of calls.</summary>
internal static class CoreLibInstructions
{
    public static void Run()
    {
        Check.Group("instructions"u8);
        if (ArmBase.IsSupported)
        {
            Words();
        }

        if (ArmBase.Arm64.IsSupported)
        {
            Doublewords();
        }
    }

    private static void Words()
    {
        ArmBase.Yield();

        Check.That("CLZ"u8, ArmBase.LeadingZeroCount(Check.Opaque(1)) == 31 && ArmBase.LeadingZeroCount(Check.Opaque(1u)) == 31);
        Check.That("RBIT"u8,
            ArmBase.ReverseElementBits(Check.Opaque(1)) == int.MinValue && ArmBase.ReverseElementBits(Check.Opaque(1u)) == 0x80000000);
        Check.That(
            "CLS"u8, ArmBase.Arm64.LeadingSignCount(Check.Opaque(1)) == 30 && ArmBase.Arm64.LeadingSignCount(Check.Opaque(-1L)) == 63);
    }

    private static void Doublewords()
    {
        Check.That("CLZ of long"u8,
            ArmBase.Arm64.LeadingZeroCount(Check.Opaque(1L)) == 63 && ArmBase.Arm64.LeadingZeroCount(Check.Opaque(1UL)) == 63);
        Check.That("RBIT of long"u8,
            ArmBase.Arm64.ReverseElementBits(Check.Opaque(1L)) == long.MinValue
                && ArmBase.Arm64.ReverseElementBits(Check.Opaque(1UL)) == 1UL << 63);
        Check.That("SMULH"u8, ArmBase.Arm64.MultiplyHigh(Check.Opaque(-1L), 2) == -1);
        Check.That("UMULH"u8, ArmBase.Arm64.MultiplyHigh(Check.Opaque(ulong.MaxValue), 2) == 1);
    }
}
