using System;
using System.Collections.Generic;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Every encoder of <see cref="A64"/> with operands by chance, at the edges of what can be encoded, and beyond. The seed is fixed: two runs
/// test the same.
/// </summary>
internal sealed class EncoderCases
{
    private readonly Random _random = new(0x0a64);
    private readonly List<EncoderCase> _cases = [];

    public static IReadOnlyList<EncoderCase> Make(int rounds)
    {
        EncoderCases cases = new();
        for (int i = 0; i < rounds; i++)
        {
            cases.Branches();
            cases.Addresses();
            cases.Arithmetic();
            cases.Constants();
            cases.Memory();
            cases.System();
        }

        return cases._cases;
    }

    private void Branches()
    {
        long far = Distance(26);
        Add($"b . + {far}", A64.TryB(far, out uint word), word);
        Add($"bl . + {far}", A64.TryBl(far, out word), word);

        long near = Distance(19);
        int condition = _random.Next(16);
        string[] names = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al", "nv"];
        Add($"b.{names[condition]} . + {near}", A64.TryBCond((Condition)condition, near, out word), word);

        (RegisterWidth width, uint rt) = (Width(), Register());
        Add($"cbz {Name(width, rt)}, . + {near}", A64.TryCbz(width, rt, near, out word), word);
        Add($"cbnz {Name(width, rt)}, . + {near}", A64.TryCbnz(width, rt, near, out word), word);

        long close = Distance(14);
        uint bit = (uint)_random.Next(70);
        RegisterWidth tested = bit < 32 ? width : RegisterWidth.X;
        Add($"tbz {Name(tested, rt)}, #{bit}, . + {close}", A64.TryTbz(rt, bit, close, out word), word);
        Add($"tbnz {Name(tested, rt)}, #{bit}, . + {close}", A64.TryTbnz(rt, bit, close, out word), word);

        Add($"br {Name(RegisterWidth.X, rt)}", A64.TryBr(rt, out word), word);
        Add($"blr {Name(RegisterWidth.X, rt)}", A64.TryBlr(rt, out word), word);
        Add($"ret {Name(RegisterWidth.X, rt)}", A64.TryRet(rt, out word), word);
    }

    /// <summary>
    /// The linker would refuse the whole file for an ADRP out of range: <see cref="InstructionEncodingTests"/> has those.
    /// </summary>
    private void Addresses()
    {
        uint rd = Register();
        long bytes = Distance(21) / 4 + _random.Next(4);
        Add($"adr {Name(RegisterWidth.X, rd)}, . + {bytes}", A64.TryAdr(rd, bytes, out uint word), word);

        long pages = _random.NextInt64(-(1L << 20), 1L << 20);
        Add($"adrp {Name(RegisterWidth.X, rd)}, . + {pages * 4096}", A64.TryAdrp(rd, pages, out word), word);
    }

    private void Arithmetic()
    {
        (RegisterWidth width, uint rd, uint rn, uint rm) = (Width(), Register(), Register(), Register());
        ulong value = AddValue();
        Add($"add {Name(width, rd, "sp")}, {Name(width, rn, "sp")}, #{value}", A64.TryAdd(width, rd, rn, value, out uint word), word);
        Add($"adds {Name(width, rd)}, {Name(width, rn, "sp")}, #{value}", A64.TryAdds(width, rd, rn, value, out word), word);
        Add($"sub {Name(width, rd, "sp")}, {Name(width, rn, "sp")}, #{value}", A64.TrySub(width, rd, rn, value, out word), word);
        Add($"subs {Name(width, rd)}, {Name(width, rn, "sp")}, #{value}", A64.TrySubs(width, rd, rn, value, out word), word);

        ulong mask = MaskValue(width);
        Add($"and {Name(width, rd, "sp")}, {Name(width, rn)}, #{mask}", A64.TryAnd(width, rd, rn, mask, out word), word);
        Add($"orr {Name(width, rd, "sp")}, {Name(width, rn)}, #{mask}", A64.TryOrr(width, rd, rn, mask, out word), word);
        Add($"eor {Name(width, rd, "sp")}, {Name(width, rn)}, #{mask}", A64.TryEor(width, rd, rn, mask, out word), word);
        Add($"ands {Name(width, rd)}, {Name(width, rn)}, #{mask}", A64.TryAnds(width, rd, rn, mask, out word), word);

        uint lsb = (uint)_random.Next(70);
        Add($"extr {Name(width, rd)}, {Name(width, rn)}, {Name(width, rm)}, #{lsb}", A64.TryExtr(width, rd, rn, rm, lsb, out word), word);
        Add($"ror {Name(width, rd)}, {Name(width, rn)}, #{lsb}", A64.TryRor(width, rd, rn, lsb, out word), word);
    }

    private void Constants()
    {
        (RegisterWidth width, uint rd) = (Width(), Register());
        uint value = OneIn(8) ? (uint)_random.Next(0x10000, 0x20000) : (uint)_random.Next(0x10000);
        int shift = OneIn(8) ? _random.Next(80) : 16 * _random.Next(4);
        Add($"movz {Name(width, rd)}, #{value}, lsl #{shift}", A64.TryMovz(width, rd, value, shift, out uint word), word);
        Add($"movn {Name(width, rd)}, #{value}, lsl #{shift}", A64.TryMovn(width, rd, value, shift, out word), word);
        Add($"movk {Name(width, rd)}, #{value}, lsl #{shift}", A64.TryMovk(width, rd, value, shift, out word), word);

        ulong constant = OneIn(3) ? MaskValue(RegisterWidth.X) : (ulong)_random.Next(0x10000) << _random.Next(64);
        constant = OneIn(2) ? ~constant : constant;
        Add($"mov {Name(RegisterWidth.X, rd)}, #0x{constant:x}", A64.TryMov(rd, constant, out word), word);
    }

    private void Memory()
    {
        (RegisterWidth width, uint rt, uint rn) = (Width(), Register(), Register());
        int bytes = width == RegisterWidth.W ? 4 : 8;
        ulong offset = Offset(bytes);
        Add($"ldr {Name(width, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{offset}]", A64.TryLdr(width, rt, rn, offset, out uint word),
            word);
        Add($"str {Name(width, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{offset}]", A64.TryStr(width, rt, rn, offset, out word), word);

        ulong byteOffset = Offset(1);
        Add($"ldrb {Name(0, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{byteOffset}]", A64.TryLdrb(rt, rn, byteOffset, out word), word);
        Add($"strb {Name(0, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{byteOffset}]", A64.TryStrb(rt, rn, byteOffset, out word), word);

        ulong halfOffset = Offset(2);
        Add($"ldrh {Name(0, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{halfOffset}]", A64.TryLdrh(rt, rn, halfOffset, out word), word);
        Add($"strh {Name(0, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{halfOffset}]", A64.TryStrh(rt, rn, halfOffset, out word), word);

        ulong wordOffset = Offset(4);
        string signed = $"ldrsw {Name(RegisterWidth.X, rt)}, [{Name(RegisterWidth.X, rn, "sp")}, #{wordOffset}]";
        Add(signed, A64.TryLdrsw(rt, rn, wordOffset, out word), word);
    }

    private void System()
    {
        uint value = OneIn(8) ? (uint)_random.Next(0x10000, 0x20000) : (uint)_random.Next(0x10000);
        Add($"svc #{value}", A64.TrySvc(value, out uint word), word);
        Add($"hvc #{value}", A64.TryHvc(value, out word), word);
        Add($"smc #{value}", A64.TrySmc(value, out word), word);
        Add($"brk #{value}", A64.TryBrk(value, out word), word);

        uint hint = (uint)_random.Next(140);
        Add($"hint #{hint}", A64.TryHint((Hint)hint, out word), word);

        (uint op0, uint op1, uint crn, uint crm, uint op2, uint rt) =
            ((uint)_random.Next(2, 4),
                (uint)_random.Next(9), (uint)_random.Next(17), (uint)_random.Next(17), (uint)_random.Next(9), Register());
        SystemRegister register = new(op0, op1, crn, crm, op2);
        string name = $"s{op0}_{op1}_c{crn}_c{crm}_{op2}";
        Add($"mrs {Name(RegisterWidth.X, rt)}, {name}", A64.TryMrs(rt, register, out word), word);
        Add($"msr {name}, {Name(RegisterWidth.X, rt)}", A64.TryMsr(register, rt, out word), word);
    }

    private void Add(string text, bool isEncodable, uint instruction) => _cases.Add(new EncoderCase(text, isEncodable, instruction));

    private bool OneIn(int count) => _random.Next(count) == 0;

    private RegisterWidth Width() => (RegisterWidth)_random.Next(2);

    private uint Register() => OneIn(30) ? 32 + (uint)_random.Next(100) : OneIn(8) ? 31 : (uint)_random.Next(31);

    /// <summary>Bytes: within the field, at its edges, beyond it, or no multiple of 4.</summary>
    private long Distance(int bits)
    {
        long limit = 1L << (bits + 1);
        return _random.Next(8) switch
        {
            0 => limit - 4,
            1 => -limit,
            2 => limit + 4 * _random.Next(4),
            3 => -limit - 4 - 4 * _random.Next(4),
            4 => _random.NextInt64(-limit, limit),
            _ => _random.NextInt64(-limit / 4, limit / 4) * 4,
        };
    }

    private ulong AddValue() => _random.Next(6) switch
    {
        0 => (ulong)_random.Next(0x4000),
        1 => (ulong)_random.Next(0x1100) << 12,
        2 => (ulong)_random.Next(0x1000_0000),
        3 => 0x1000,
        _ => (ulong)_random.Next(0x1000),
    };

    /// <summary>Mostly patterns that can be encoded, some with one bit wrong, some by chance.</summary>
    private ulong MaskValue(RegisterWidth width)
    {
        int size = 2 << _random.Next(width == RegisterWidth.W ? 5 : 6);
        int ones = _random.Next(1, size);
        int rotation = _random.Next(size);
        ulong value = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            value |= ((bit + rotation) % size < ones ? 1ul : 0) << bit;
        }

        value ^= OneIn(4) ? 1ul << _random.Next(64) : 0;
        value = OneIn(16) ? (ulong)_random.NextInt64() : OneIn(32) ? 0 : OneIn(32) ? ulong.MaxValue : value;
        return width == RegisterWidth.W ? (uint)value : value;
    }

    /// <summary>As turns a small offset that isn't a multiple of the size into another instruction (LDUR): none of those.</summary>
    private ulong Offset(int bytes) => _random.Next(6) switch
    {
        0 => (ulong)(4095 * bytes),
        1 => (ulong)(4096 * bytes),
        2 => (ulong)_random.Next(0x100, 5000 * bytes),
        _ => (ulong)(_random.Next(4096) * bytes),
    };

    private static string Name(RegisterWidth width, uint number, string register31 = "zr") => (width, number) switch
    {
        (RegisterWidth.W, 31) => register31 == "sp" ? "wsp" : "wzr",
        (RegisterWidth.X, 31) => register31 == "sp" ? "sp" : "xzr",
        (RegisterWidth.W, _) => $"w{number}",
        _ => $"x{number}",
    };
}
