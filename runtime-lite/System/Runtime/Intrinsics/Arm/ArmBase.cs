using System.Runtime.CompilerServices;

namespace System.Runtime.Intrinsics.Arm;

/// <summary>Instructions that every A64 CPU has; ILC replaces each method by its instruction.</summary>
/// <remarks>No optional class stands beside it: ILC may run an instruction in spite of its <c>IsSupported</c>.</remarks>
[Intrinsic]
public abstract class ArmBase
{
    internal ArmBase()
    {
    }

    public static bool IsSupported => IsSupported;

    /// <summary>CLZ.</summary>
    public static int LeadingZeroCount(int value) => LeadingZeroCount(value);

    /// <summary>CLZ.</summary>
    public static int LeadingZeroCount(uint value) => LeadingZeroCount(value);

    /// <summary>RBIT.</summary>
    public static int ReverseElementBits(int value) => ReverseElementBits(value);

    /// <summary>RBIT.</summary>
    public static uint ReverseElementBits(uint value) => ReverseElementBits(value);

    /// <summary>YIELD.</summary>
    public static void Yield() => Yield();

    /// <summary>The instructions on 64-bit registers.</summary>
    [Intrinsic]
    public abstract class Arm64
    {
        internal Arm64()
        {
        }

        public static bool IsSupported => IsSupported;

        /// <summary>CLS.</summary>
        public static int LeadingSignCount(int value) => LeadingSignCount(value);

        /// <summary>CLS.</summary>
        public static int LeadingSignCount(long value) => LeadingSignCount(value);

        /// <summary>CLZ.</summary>
        public static int LeadingZeroCount(long value) => LeadingZeroCount(value);

        /// <summary>CLZ.</summary>
        public static int LeadingZeroCount(ulong value) => LeadingZeroCount(value);

        /// <summary>SMULH.</summary>
        public static long MultiplyHigh(long left, long right) => MultiplyHigh(left, right);

        /// <summary>UMULH.</summary>
        public static ulong MultiplyHigh(ulong left, ulong right) => MultiplyHigh(left, right);

        /// <summary>RBIT.</summary>
        public static long ReverseElementBits(long value) => ReverseElementBits(value);

        /// <summary>RBIT.</summary>
        public static ulong ReverseElementBits(ulong value) => ReverseElementBits(value);
    }
}
