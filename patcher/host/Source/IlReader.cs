using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;

namespace BareMetal.AltTool.Source;

/// <summary>Splits a method body into instructions (ECMA-335 III.1.9).</summary>
internal static class IlReader
{
    private const byte TwoByteOpcode = 0xfe;

    private static readonly Dictionary<short, OpCode> s_opcodes = LoadOpcodes();

    public static List<IlInstruction> Read(ReadOnlySpan<byte> il)
    {
        var instructions = new List<IlInstruction>();
        bool isConstrained = false;
        for (int at = 0, next; at < il.Length; at = next)
        {
            int opcodeBytes = il[at] == TwoByteOpcode ? 2 : 1;
            short value = opcodeBytes == 2 ? BinaryPrimitives.ReadInt16BigEndian(il[at..]) : il[at];
            if (!s_opcodes.TryGetValue(value, out OpCode code))
            {
                throw new BadImageFormatException($"IL opcode 0x{value:x} isn't known");
            }

            ReadOnlySpan<byte> operand = il[(at + opcodeBytes)..];
            instructions.Add(new IlInstruction(at, code, Token(code, operand), isConstrained));
            isConstrained = code == OpCodes.Constrained;
            next = at + opcodeBytes + OperandBytes(code, operand);
        }

        return instructions;
    }

    private static int Token(OpCode code, ReadOnlySpan<byte> operand) => code.OperandType
        is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType
        ? BinaryPrimitives.ReadInt32LittleEndian(operand)
        : 0;

    private static int OperandBytes(OpCode code, ReadOnlySpan<byte> operand) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };

    private static Dictionary<short, OpCode> LoadOpcodes()
    {
        var opcodes = new Dictionary<short, OpCode>();
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (field.GetValue(null) is OpCode code)
            {
                opcodes[code.Value] = code;
            }
        }

        return opcodes;
    }
}
