using System;
using System.Runtime;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;
using BareMetal.Testing;

namespace BareMetal.Boot.Exceptions;

/// <summary>What an exception at EL1 leaves on the console before the boot ends. Runs on the exception stack.</summary>
// SAFETY: vectors.S passes the frame that it has saved on this core's exception stack, where the report runs too.
internal static unsafe class ExceptionReport
{
    private const int RegistersPerLine = 4;

    private static int s_nested;

    // What this core was doing to the text: only the boot core writes it, and goes on where another has a fault meanwhile.
    private static AltTextState InterruptedText => Core.Current->Index == 0 ? ImageAlternatives.Plan.TextState : AltTextState.Settled;

    [RuntimeExport("bm_exception_report")]
    private static void Report(ulong kind, ExceptionFrame* frame)
    {
        EsrEl1 esr = new(frame->Esr);
        SerialConsole.BeginReport();
        PowerOffWhereSemihostingIsUnknown(frame->Elr);
        AltTextState text = InterruptedText;
        bool undone = text == AltTextState.Writing && ImageAlternatives.TryUndoInterrupted();
        Stage.Reach(Stage.Exception);
        WriteSyndrome(kind, esr);
        Backtrace.WriteCore();
        WriteInterruptedCommit(text, undone);
        WriteRegister("ELR "u8, frame->Elr);
        WriteRegister("LR  "u8, frame->General[30]);
        if (esr.HasFaultAddress)
        {
            WriteRegister("FAR "u8, frame->Far);
        }

        WriteGeneralRegisters(frame);
        Backtrace.Write(frame->General[29]);
        Verdict verdict = VerdictOf(esr, frame->Far);
        if (text == AltTextState.Settled)
        {
            TestRun.EndBy(esr, frame->Far, verdict);
        }

        BootEnd.Finish(verdict);
    }

    // A fault while old words are put back isn't handled: it would only happen again.
    private static void WriteInterruptedCommit(AltTextState text, bool undone)
    {
        if (text != AltTextState.Settled)
        {
            Log.Line(undone ? "alternatives: the commit was interrupted, and undone: text is what it was"u8
                : "alternatives: the commit was interrupted, and could not be undone: text is damaged"u8);
        }
    }

    // The report itself faulted: the registers of that fault, and no more C# than needed. A third fault stops here.
    [RuntimeExport("bm_nested_exception")]
    private static void ReportNested(ulong esr, ulong elr, ulong far)
    {
        SerialConsole.BeginReport();
        PowerOffWhereSemihostingIsUnknown(elr);
        if (s_nested++ > 0)
        {
            FirmwareCall.Halt();
        }

        Log.End();
        WriteInterruptedCommit(InterruptedText, undone: false);
        Log.Begin();
        Log.Text("exception inside the exception report: ESR "u8);
        Log.Hex(esr);
        Log.Text(" ELR "u8);
        Log.Hex(elr);
        Log.Text(" FAR "u8);
        Log.Hex(far);
        Log.End();
        BootEnd.Finish(Verdict.NestedException);
    }

    // The verdict is out already, of an ordinary boot or of one that ends in a report: no second one.
    private static void PowerOffWhereSemihostingIsUnknown(ulong elr)
    {
        if (SemihostingExit.IsUnderWay && elr == FirmwareCall.SemihostingInstruction)
        {
            Log.Line("baremetal.exit=semihosting: nothing handles the HLT "u8
                + "(QEMU wants -semihosting-config enable=on,target=native); powering off instead"u8);
            SerialConsole.Drain();
            BootEnd.PowerOff();
        }
    }

    private static void WriteSyndrome(ulong kind, EsrEl1 esr)
    {
        Log.Begin();
        Log.Text(KindName(kind));
        Log.Text(": "u8);
        Log.Text(SyndromeText.Of(esr.Class));
        if (esr.IsAbort)
        {
            Log.Text(", "u8);
            Log.Text(SyndromeText.OfFaultStatus(esr.FaultStatus));
            Log.Text(esr.Class == ExceptionClass.InstructionAbort ? " on fetch"u8 : esr.IsWrite ? " on write"u8 : " on read"u8);
        }
        else if (esr.Class is ExceptionClass.Breakpoint or ExceptionClass.HypervisorCall or ExceptionClass.SecureMonitorCall)
        {
            Log.Text(" #"u8);
            Log.Hex(esr.Immediate);
        }

        Log.Text(" (ESR "u8);
        Log.Hex(esr.Raw, 8);
        Log.Text(")"u8);
        Log.End();
    }

    private static ReadOnlySpan<byte> KindName(ulong kind) => kind switch
    {
        0 => "synchronous exception"u8,
        1 => "unexpected IRQ"u8,
        2 => "unexpected FIQ"u8,
        _ => "SError"u8,
    };

    private static void WriteRegister(ReadOnlySpan<byte> name, ulong value)
    {
        Log.Begin();
        Log.Text("  "u8);
        Log.Text(name);
        SymbolLog.WriteAddress(value);
        Log.End();
    }

    private static void WriteGeneralRegisters(ExceptionFrame* frame)
    {
        for (int index = 0; index <= ExceptionFrame.RegisterCount; index++)
        {
            if (index % RegistersPerLine == 0)
            {
                Log.Begin();
            }

            bool stackPointer = index == ExceptionFrame.RegisterCount;
            Log.Text(stackPointer ? "  sp  "u8 : "  x"u8);
            if (!stackPointer)
            {
                Log.Decimal((ulong)index);
                Log.Text(index < 10 ? "  "u8 : " "u8);
            }

            Log.Hex(stackPointer ? frame->StackPointer : frame->General[index], 16);
            if (index % RegistersPerLine == RegistersPerLine - 1)
            {
                Log.End();
            }
        }
    }

    private static Verdict VerdictOf(EsrEl1 esr, ulong far)
    {
        bool guard = esr.HasFaultAddress
            && Core.Current->HasOnGuard(far)
            && esr.Class == ExceptionClass.DataAbort;
        return guard ? Verdict.StackOverflow : Verdict.Exception;
    }
}
