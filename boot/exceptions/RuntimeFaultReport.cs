using System;
using System.Runtime;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Serial;
using BareMetal.Testing;
using Internal.Runtime;

namespace BareMetal.Boot.Exceptions;

/// <summary>The end of C# code that failed a check: runtime-lite calls these instead of throwing.</summary>
// SAFETY: runtime-lite passes a string's own characters and their number.
internal static unsafe class RuntimeFaultReport
{
    [RuntimeExport("bm_panic_fault")]
    private static void Panic(RuntimeFault fault, nint returnAddress)
    {
        SerialConsole.BeginReport();
        Log.Begin();
        Log.Text("panic: "u8);
        Log.Text(NameOf(fault));
        Log.Text(" at "u8);
        SymbolLog.WriteCaller((ulong)returnAddress);
        Log.End();
        Backtrace.WriteCore();
        Backtrace.Write(Backtrace.CurrentFrame());
        TestRun.EndBy(fault);
        BootEnd.Finish(VerdictOf(fault));
    }

    [RuntimeExport("bm_fail_fast")]
    private static void FailFast(char* text, int length)
    {
        SerialConsole.BeginReport();
        Log.Begin();
        Log.Text("panic: "u8);
        for (int index = 0; index < length; index++)
        {
            byte character = text[index] < 0x80 ? (byte)text[index] : (byte)'?';
            Log.Text(new ReadOnlySpan<byte>(ref character));
        }

        Log.End();
        Backtrace.WriteCore();
        Backtrace.Write(Backtrace.CurrentFrame());
        TestRun.EndBy(Fault.FailFast);
        BootEnd.Finish(Verdict.FailFast);
    }

    // A method with a buffer on its stack found the cookie past the buffer changed.
    [RuntimeExport("RhpFallbackFailFast")]
    private static void StackSmashed()
    {
        SerialConsole.BeginReport();
        Log.Line("panic: a buffer on the stack was written past its end"u8);
        Backtrace.WriteCore();
        Backtrace.Write(Backtrace.CurrentFrame());
        TestRun.EndBy(Fault.StackSmashed);
        BootEnd.Finish(Verdict.StackSmashed);
    }

    private static ReadOnlySpan<byte> NameOf(RuntimeFault fault) => fault switch
    {
        RuntimeFault.IndexOutOfRange => "index out of range"u8,
        RuntimeFault.ArgumentOutOfRange => "argument out of range"u8,
        RuntimeFault.Argument => "bad argument"u8,
        RuntimeFault.Overflow => "arithmetic overflow"u8,
        RuntimeFault.DivideByZero => "division by zero"u8,
        RuntimeFault.NullReference => "null reference"u8,
        RuntimeFault.ArrayTypeMismatch => "array element of the wrong type"u8,
        RuntimeFault.InvalidOperation => "invalid operation"u8,
        _ => "code that ILC could not compile"u8,
    };

    private static Verdict VerdictOf(RuntimeFault fault) => fault switch
    {
        RuntimeFault.IndexOutOfRange or RuntimeFault.ArgumentOutOfRange => Verdict.IndexOutOfRange,
        RuntimeFault.Overflow => Verdict.Overflow,
        RuntimeFault.DivideByZero => Verdict.DivideByZero,
        RuntimeFault.NullReference => Verdict.NullReference,
        RuntimeFault.InvalidProgram => Verdict.InvalidProgram,
        _ => Verdict.BadArgument,
    };
}
