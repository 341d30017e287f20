using System;

namespace BareMetal.Patcher;

/// <summary>ID registers as JSON.</summary>
/// <typeparam name="TSink">Where it goes.</typeparam>
public static class CpuReport<TSink>
    where TSink : struct, ITextSink
{
    private const int RegisterDigits = 16;

    /// <summary>Writes @idregs: every ID register of one core, as the hardware has it.</summary>
    public static void WriteIdRegisters(int cpu, in IdRegisters hardware)
    {
        TextOutput<TSink> output = default;
        output.Write("@idregs {\"cpu\":"u8);
        output.Decimal((ulong)cpu);
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            output.Write(","u8);
            WriteMember(ref output, (IdRegister)index, hardware);
        }

        output.Write("}\n"u8);
    }

    /// <summary>Writes a JSON object with the registers that aren't what the hardware has.</summary>
    /// <param name="output">Where the line is.</param>
    /// <param name="hardware">The registers as read.</param>
    /// <param name="effective">The registers as they count.</param>
    public static void WriteChanges(ref TextOutput<TSink> output, in IdRegisters hardware, in IdRegisters effective)
    {
        output.Write("{"u8);
        bool isFirst = true;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (hardware.Get(register) != effective.Get(register))
            {
                output.Write(isFirst ? default : ","u8);
                WriteMember(ref output, register, effective);
                isFirst = false;
            }
        }

        output.Write("}"u8);
    }

    private static void WriteMember(ref TextOutput<TSink> output, IdRegister register, in IdRegisters registers)
    {
        output.Write("\""u8);
        output.Write(IdRegisters.Name(register));
        output.Write(IdRegisters.Suffix(register));
        output.Write("\":\"0x"u8);
        output.Hex(registers.Get(register), RegisterDigits);
        output.Write("\""u8);
    }
}
