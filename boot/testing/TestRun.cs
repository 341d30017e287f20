using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using Internal.Runtime;

namespace BareMetal.Testing;

/// <summary>
/// One test while it runs. There are no C# exceptions: what would end the boot says so as ever, and then goes back to where the test was
/// called, with the registers and the stack of that moment.
/// </summary>
// SAFETY: one test runs at a time, on the boot core. The saved registers are a static; the frames that are left have nothing to undo.
internal static unsafe class TestRun
{
    private static SavedRegisters s_saved;
    private static bool s_underWay;
    private static TestOutcome s_outcome;
    private static Fault s_fault;

    // Another core has no way back into the test: what ends its work ends the boot, and so fails the test.
    private static bool IsUnderWay => s_underWay && Core.Current->Index == 0;

    /// <summary>Runs a test to its end, however that comes.</summary>
    public static TestOutcome Of(in TestEntry test)
    {
        s_outcome = TestOutcome.Passed;
        s_fault = Fault.None;
        TestMessage.Clear();
        s_underWay = true;
        fixed (void* saved = &s_saved)
        {
            Enter(test.Method, saved);
        }

        s_underWay = false;
        return Judge(test.Expected);
    }

    /// <summary>C# failed a check: back to the runner where a test runs.</summary>
    public static void EndBy(RuntimeFault fault) => EndBy((Fault)fault);

    /// <summary>An exception of the CPU: back to the runner where a test runs.</summary>
    public static void EndBy(EsrEl1 esr, ulong faultAddress, Verdict verdict)
    {
        if (BuildInfo.HasTests)
        {
            EndBy(verdict == Verdict.StackOverflow ? Fault.StackOverflow : FaultOf(esr, faultAddress));
        }
    }

    /// <summary>Any other end of a program: back to the runner where a test runs.</summary>
    public static void EndBy(Fault fault)
    {
        if (BuildInfo.HasTests && IsUnderWay)
        {
            s_fault = fault;
            Leave();
        }
    }

    /// <summary>An assertion decides. Without a test it ends the program.</summary>
    [DoesNotReturn]
    public static void End(TestOutcome outcome)
    {
        SerialConsole.BeginReport();
        Log.Begin();
        Log.Text(outcome == TestOutcome.Failed ? "assertion: "u8 : "skipped: "u8);
        Log.Text(TestMessage.Text);
        Log.Text(TestMessage.End);
        Log.End();
        if (outcome == TestOutcome.Failed)
        {
            Backtrace.Write(Backtrace.CurrentFrame());
        }

        if (BuildInfo.HasTests && IsUnderWay)
        {
            s_outcome = outcome;
            Leave();
        }

        BootEnd.Finish(Verdict.FailFast);
    }

    // An assertion that failed, or skipped the test, has decided before any fault was due.
    private static TestOutcome Judge(Fault expected)
    {
        if (s_outcome != TestOutcome.Passed || s_fault == expected)
        {
            return s_outcome;
        }

        TestMessage.Clear();
        TestMessage.Write("ended in "u8);
        TestMessage.Write(FaultName.Of(s_fault));
        TestMessage.Write(", expected "u8);
        TestMessage.Write(FaultName.Of(expected));
        return TestOutcome.Failed;
    }

    private static Fault FaultOf(EsrEl1 esr, ulong faultAddress) => esr.Class switch
    {
        ExceptionClass.DataAbort => esr.HasFaultAddress && faultAddress < PageTables.PageSize ? Fault.NullReference : Fault.DataAbort,
        ExceptionClass.InstructionAbort => Fault.InstructionAbort,
        ExceptionClass.Unknown => Fault.UndefinedInstruction,
        ExceptionClass.Breakpoint => Fault.Breakpoint,
        _ => Fault.OtherException,
    };

    [DoesNotReturn]
    private static void Leave()
    {
        s_underWay = false;
        SerialConsole.EndReport();
        fixed (void* saved = &s_saved)
        {
            Leave(saved);
        }
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_test_enter")]
    private static extern void Enter(delegate*<void> test, void* saved);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_test_leave")]
    private static extern void Leave(void* saved);

    // test.S: x19-x28, d8-d15, SP.
    [InlineArray(19)]
    private struct SavedRegisters
    {
        private ulong _first;
    }
}
