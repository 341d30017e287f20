using System;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Devices;
using BareMetal.Testing;
using BareMetal.Threading;

namespace Example;

/// <summary>Tests of each outcome: AppTests knows which.</summary>
// SAFETY: the bad addresses are the tests: each must fault. The others are of a local of a test that waits for the core that uses it.
internal static unsafe class Tests
{
    private const int Pin = 17;

    private static int[] s_three = new int[3];
    private static int s_index = 3;
    private static int s_zero = 0;

    [Test]
    public static void Passes()
    {
        Console.Write("a line that stays open");
        Assert.Equal(5, Leaves.Add(2, 3));
        Assert.NotEqual(5, Leaves.Add(2, 2));
        Assert.InRange(s_index, 3, 3);
        Assert.Equal("grün", "grün");
        Assert.Equal("abc"u8, "abc"u8);
        Assert.Null(null);
        Assert.NotNull(s_three);
        Assert.False(s_index == s_zero);
    }

    [Test]
    public static void Fails_with_a_number() => Assert.Equal(4, s_index);

    [Test]
    public static void Fails_with_text() => Assert.Equal("grün \"2\"\n", "blau");

    [Test]
    public static void Fails_with_bytes() => Assert.Equal("abc"u8, "abd"u8);

    [Test]
    public static void Fails_with_a_condition() => Assert.True(s_index < s_zero);

    [Test]
    public static void Is_skipped() => Assert.Skip("not today");

    [Test(Fault = Fault.IndexOutOfRange)]
    public static void Index() => s_three[s_index] = 1;

    [Test(Fault = Fault.NullReference)]
    public static void Null() => Console.Write(*(int*)s_zero);

    [Test(Fault = Fault.StackOverflow)]
    public static void Recursion() => Console.Write(Recurse(1));

    [Test(Fault = Fault.DataAbort)]
    public static void Unmapped() => *(int*)0xffff_1234_0000_0000 = 1;

    [Test(Fault = Fault.UndefinedInstruction)]
    public static void Undefined() => Leaves.Undefined();

    [Test(Fault = Fault.FailFast)]
    public static void Fast() => Environment.FailFast("out of paper");

    [Test]
    public static void Faults_unexpectedly() => s_index /= s_zero;

    [Test(Fault = Fault.DivideByZero)]
    public static void Does_not_fault()
    {
    }

    [Test(Fault = Fault.DivideByZero)]
    public static void Faults_otherwise() => s_three[s_index] = 1;

    [Test]
    public static void Reads_back_a_pin()
    {
        Assert.SkipWhen(GpioController.PinCount == 0, "no pins");
        GpioController.SetPinMode(Pin, PinMode.Output);
        GpioController.Write(Pin, PinValue.High);
        Assert.True(GpioController.Read(Pin) == PinValue.High);
        GpioController.Write(Pin, PinValue.Low);
        Assert.True(GpioController.Read(Pin) == PinValue.Low);
    }

    [Test(Fault = Fault.ArgumentOutOfRange)]
    public static void Has_no_pin_of_this_number()
    {
        Assert.SkipWhen(GpioController.PinCount == 0, "no pins");
        GpioController.Write(GpioController.PinCount, PinValue.High);
    }

    [Test]
    public static void Runs_on_another_core()
    {
        Assert.SkipWhen(Cores.Count == 1, "one core");
        int core = 0;
        Cores.Run(1, &SayCore, &core);
        Cores.Wait(1);
        Assert.Equal(1, core);
    }

    [Test]
    public static void Fails_on_another_core()
    {
        Assert.SkipWhen(Cores.Count == 1, "one core");
        Cores.Run(1, &ClaimTooMuch, null);
        Cores.Wait(1);
    }

    // No way back into a test leads from there, so not even the fault that must come is a pass.
    [Test(Fault = Fault.DivideByZero)]
    public static void Faults_on_another_core()
    {
        Assert.SkipWhen(Cores.Count == 1, "one core");
        Cores.Run(1, &Divide, null);
        Cores.Wait(1);
    }

    [Test]
    public static void Hangs()
    {
        while (Volatile.Read(ref s_zero) == 0)
        {
        }
    }

    [Test]
    public static void Passes_after_all() => Assert.Equal(3, s_index);

    private static void SayCore(void* core) => *(int*)core = Cores.Current;

    private static void ClaimTooMuch(void* argument) => Assert.Equal(4, s_index);

    private static void Divide(void* argument) => s_index /= s_zero;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Recurse(int depth) => depth == 0 ? 1 : Recurse(depth + 1) + depth;
}
