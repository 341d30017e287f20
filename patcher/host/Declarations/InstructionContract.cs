using System;
using System.Collections.Generic;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Checks that an instruction can stand for a call: that it reads only arguments, changes only what a call may change, and leaves the
/// result where the caller takes it.
/// </summary>
internal static class InstructionContract
{
    /// <param name="report">Takes what is wrong.</param>
    public static void Check(MethodDefinition method, string instruction, Action<string> report)
    {
        var call = new CallRegisters(method);
        if (call.Unsuitable is not null)
        {
            report($"no instruction can stand for the call: {call.Unsuitable}");
            return;
        }

        var operands = new InstructionOperands(instruction);
        if (operands.Refused is not null)
        {
            report($"'{instruction.ReplaceLineEndings("\\n")}': {operands.Refused}"); // on one line, as findings are
            return;
        }

        foreach (RegisterUse use in operands.Uses)
        {
            if (use.IsRead && !CheckRead(call, use, out string? wrong))
            {
                report($"'{instruction}' {wrong}");
            }

            if (use.IsWritten && !use.Register.IsCallClobbered)
            {
                report(
                    $"'{instruction}' changes {use.Name}, which a call leaves as it is: " +
                    "only x0 to x17, v0 to v7 and v16 to v31 may be changed");
            }
        }

        CheckResult(call, instruction, operands.Uses, report);
    }

    private static bool CheckRead(CallRegisters call, RegisterUse use, out string? wrong)
    {
        wrong = null;
        if (use.Register.IsStackPointer)
        {
            return true;
        }

        if (!call.TryGetArgument(use.Register, out CallValue value))
        {
            wrong = $"reads {use.Name}, in which there is no argument";
        }
        else if (use.Bits > value.Bits)
        {
            wrong = $"reads {use.Name}, of which the argument, {value.TypeName}, is only {value.Bits} bits";
        }

        return wrong is null;
    }

    private static void CheckResult(CallRegisters call, string instruction, IReadOnlyList<RegisterUse> uses, Action<string> report)
    {
        if (!call.ReturnsValue)
        {
            return;
        }

        Register result = call.ResultRegister;
        int bits = call.Result.Bits;
        foreach (RegisterUse use in uses)
        {
            if (use.IsWritten && use.Register == result)
            {
                // A write of w0 or s0 clears what is above it.
                if (result.IsVector && use.Bits < bits)
                {
                    report($"'{instruction}' writes {use.Name}, and the result, {call.Result.TypeName}, has {bits} bits");
                }
                else if (call.Result.Narrow is { } range && !NarrowResult.IsWithin(instruction, range))
                {
                    report(
                        $"'{instruction}' may leave more in w0 than the result, {call.Result.TypeName}, holds, " +
                        "and the caller takes all 32 bits: return a uint or an int and cast it");
                }

                return;
            }
        }

        if (!call.TryGetArgument(result, out CallValue value) || value.TypeName != call.Result.TypeName)
        {
            report($"'{instruction}' leaves no result in {(result.IsVector ? "v0" : "x0")}, where the caller takes it");
        }
    }
}
