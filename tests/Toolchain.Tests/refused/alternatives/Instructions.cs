using System;
using BareMetal.Patcher;

namespace BareMetal.Refused;

/// <summary>Instructions that can't stand for a call of their method.</summary>
// SAFETY: the methods are extern, and refused before anything is linked to them.
internal static unsafe class Instructions
{
    private const CpuCap Always = CpuCap.AlwaysSystem;

    [Alternative("", Always)] // refused: Instructions.None: '': there is no instruction
    private static extern void None();

    [Alternative(null, Always)] // refused: Instructions.Null: '': there is no instruction
    private static extern void Null();

    [Alternative("nop; nop", Always)] // refused: Instructions.Two: 'nop; nop': more than one instruction, and a call is replaced by one
    private static extern void Two();

    [Alternative("nop\nnop", Always)] // refused: Instructions.TwoLines: 'nop\nnop': more than one instruction
    private static extern void TwoLines();

    // refused: Instructions.Directive: '.inst 0xd503201f': a directive, where an instruction is needed
    [Alternative(".inst 0xd503201f", Always)]
    private static extern void Directive();

    // refused: Instructions.Label: 'again: ret': not an instruction alone: leave labels and comments out
    [Alternative("again: ret", Always)]
    private static extern void Label();

    [Alternative("/**/ret", Always)] // refused: Instructions.Comment: '/**/ret': not an instruction alone
    private static extern void Comment();

    [Alternative("frobnicate x0", Always)] // refused: 'frobnicate x0': the assembler says: unrecognized instruction mnemonic
    private static extern void NoSuch(ulong a);

    // refused: Instructions.Saved: 'mov x19, x0' changes x19, which a call leaves as it is:
    //          only x0 to x17, v0 to v7 and v16 to v31 may be changed
    [Alternative("mov x19, x0", Always)]
    private static extern void Saved(ulong a);

    [Alternative("mov w18, w0", Always)] // refused: changes w18, which a call leaves as it is
    private static extern void Platform(uint a);

    [Alternative("add sp, sp, #16", Always)] // refused: changes sp, which a call leaves as it is
    private static extern void Stack();

    [Alternative("ldr x1, [sp], #16", Always)] // refused: changes sp, which a call leaves as it is
    private static extern void StackByIndex();

    [Alternative("fmov d8, d0", Always)] // refused: changes d8, which a call leaves as it is
    private static extern void SavedVector(double a);

    [Alternative("mov lr, x0", Always)] // refused: changes lr, which a call leaves as it is
    private static extern void Link(ulong a);

    [Alternative("paciasp", Always)] // refused: 'paciasp': it changes registers that it doesn't name
    private static extern void Signed();

    [Alternative("hint #25", Always)] // refused: 'hint #25': it changes registers that it doesn't name
    private static extern void SignedByHint();

    [Alternative("add w0, w0, w2", Always)] // refused: reads w2, in which there is no argument
    private static extern uint Third(uint a, uint b);

    [Alternative("add x0, x0, x1", Always)] // refused: reads x1, of which the argument, uint, is only 32 bits
    private static extern ulong Wide(ulong a, uint b);

    [Alternative("mov w0, w1", Always)] // refused: reads w1, in which there is no argument
    private static extern uint Vector(uint a, float b);

    [Alternative("fadd d0, d0, d1", Always)] // refused: reads d0, of which the argument, float, is only 32 bits
    private static extern double Float(float a, double b);

    [Alternative("cset w0, eq", Always)] // refused: 'cset w0, eq': it reads the flags, which a call leaves undefined
    private static extern uint Flags();

    // refused: no instruction can stand for the call: a is byte, and the bits of the register above it are anything: take a uint or an int
    [Alternative("mov w0, #1", Always)]
    private static extern uint Narrow(byte a);

    [Alternative("mov w0, #1", Always)] // refused: no instruction can stand for the call: a is DateTime, which isn't in one register
    private static extern uint Struct(DateTime a);

    // refused: no instruction can stand for the call: the result is DateTime, which isn't in one register
    [Alternative("mov w0, #1", Always)]
    private static extern DateTime StructResult();

    // refused: no instruction can stand for the call: there are more arguments than the eight that are in registers
    [Alternative("add w0, w0, w1", Always)]
    private static extern uint Nine(uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h, uint i);

    [Alternative("add w1, w0, w1", Always)] // refused: leaves no result in x0, where the caller takes it
    private static extern uint Elsewhere(ulong a, uint b);

    [Alternative("mov w0, #1", Always)] // refused: leaves no result in v0, where the caller takes it
    private static extern double InInteger();

    [Alternative("fmov s0, #1.0", Always)] // refused: writes s0, and the result, double, has 64 bits
    private static extern double Half();

    // refused: 'cnt v0.16b, v0.16b' reads v0.16b, of which the argument, double, is only 64 bits
    [Alternative("cnt v0.16b, v0.16b", Always)]
    private static extern double CountOfMore(double a);

    [Alternative("mov w0, v0.s[1]", Always)] // refused: 'mov w0, v0.s[1]' reads v0.s[1], of which the argument, float, is only 32 bits
    private static extern uint UpperOfFloat(float a);

    [Alternative("mov v0.s[0], v1.s[0]", Always)] // refused: writes v0.s[0], and the result, double, has 64 bits
    private static extern double LowerOf(float a, float b);

    // refused: 'mov w0, w0' may leave more in w0 than the result, byte, holds, and the caller takes all 32 bits:
    //          return a uint or an int and cast it
    [Alternative("mov w0, w0", Always)]
    private static extern byte LowByte(uint a);

    [Alternative("ldrh w0, [x0]", Always)] // refused: may leave more in w0 than the result, short, holds
    private static extern short Signed(short* a);

    [Alternative("ldrsb w0, [x0]", Always)] // refused: may leave more in w0 than the result, char, holds
    private static extern char Unsigned(char* a);

    [Alternative("mov w0, #0x100", Always)] // refused: may leave more in w0 than the result, bool, holds
    private static extern bool TooLarge();

    [Alternative("ldrb w1, [x0], #1", Always)] // refused: may leave more in w0 than the result, byte, holds
    private static extern byte Pointer(byte* a);

    [Alternative("and w0, w0, #1", Always)] // refused: may leave more in w0 than the result, Kind, holds
    private static extern Kind OfKind(uint a);

    [Alternative("b .", Always)] // refused: 'b .': a branch, which wouldn't come back as the call does
    private static extern void Branch();

    [Alternative("ret", Always)] // refused: 'ret': a branch, which wouldn't come back
    private static extern void Return();

    [Alternative("b.eq .", Always)] // refused: 'b.eq .': a branch, which wouldn't come back
    private static extern void IfEqual();

    [Alternative("beq .", Always)] // refused: 'beq .': it depends on where it stands
    private static extern void IfEqualOldForm();

    [Alternative("cbz w0, .", Always)] // refused: 'cbz w0, .': a branch, which wouldn't come back
    private static extern void IfZero(uint a);

    [Alternative("adr x0, .", Always)] // refused: 'adr x0, .': it depends on where it stands, which is each call of the method
    private static extern ulong Address();

    [Alternative("ldr x0, =0x123456789", Always)] // refused: it depends on where it stands
    private static extern ulong Literal();

    [Alternative("add x0, x0, :lo12:somewhere", Always)] // refused: it depends on where it stands
    private static extern ulong Linked(ulong a);

    [Alternative("ldxr w0, [x0]", Always)] // refused: 'ldxr w0, [x0]': an exclusive access, whose other half can't be beside it
    private static extern uint Exclusive(ref uint a);

    [Alternative("stlxr w0, w1, [x0]", Always)] // refused: an exclusive access, whose other half can't be beside it
    private static extern uint StoreExclusive(ref uint a, uint b);

    // refused: Instructions.Atomic: 'ldaddal w1, w0, [x0]': instruction requires: lse, and HAS_CRC32 says no more than that
    //          the CPU has crc: name the capability that brings the instruction
    [Fallback(nameof(Add)), Alternative("ldaddal w1, w0, [x0]", CpuCap.HasCrc32)]
    private static extern uint Atomic(ref uint a, uint b);

    // refused: 'sb': instruction requires: sb, and HAS_LSE_ATOMICS says no more than that the CPU has
    [Fallback(nameof(Nothing)), Alternative("sb", CpuCap.HasLseAtomics)]
    private static extern void Barrier();

    // refused: instruction requires: crc, and ALWAYS_SYSTEM says no more than that the CPU has Armv8.0-A
    [Alternative("crc32x w0, w0, x1", Always)]
    private static extern uint Checksum(uint a, ulong b);

    // These may be: nothing is said about them.
    [Fallback(nameof(Add)), Alternative("ldaddal w1, w0, [x0]", CpuCap.HasLseAtomics)]
    private static extern uint Added(ref uint a, uint b);

    [Fallback(nameof(Swap)), Alternative("ldaddal w1, w0, [x0]", CpuCap.HasLse128)]
    private static extern uint Implied(ref uint a, uint b);

    [Alternative("dmb ishst", CpuCap.AlwaysBoot)]
    private static extern void StoreBarrier();

    [CpusHave(CpuCap.HasCrc32)]
    private static extern bool HasCrc32 { get; }

    [Alternative("fmadd d0, d0, d1, d2", Always)]
    private static extern double MultiplyAdd(double a, double b, double c);

    [Alternative("MRS X0, MPIDR_EL1", Always)]
    private static extern ulong Affinity();

    [Alternative("ldrb w0, [x0, x1]", Always)]
    private static extern byte At(byte* a, nuint b);

    [Alternative("cnt v0.8b, v0.8b", Always)]
    private static extern double CountBits(double a);

    [Alternative("mov w0, v0.s[1]", Always)]
    private static extern uint Upper(double a);

    [Alternative("mov w0, v1.s[0]", Always)]
    private static extern uint Bits(double a, float b);

    [Fallback(nameof(SwapByte)), Alternative("swpalb w1, w0, [x0]", CpuCap.HasLseAtomics)]
    private static extern byte Swapped(ref byte a, uint b);

    [Alternative("ldrsb x0, [x0]", Always)]
    private static extern short Extended(sbyte* a);

    [Alternative("mov w0, #1", Always)]
    private static extern bool Yes();

    [Alternative("mov w0, #-1", Always)]
    private static extern sbyte Negative();

    [Alternative("uxtb w0, w1", Always)]
    private static extern Kind Second(uint a, uint b);

    private static byte SwapByte(ref byte a, uint b) => a = (byte)b;

    private static uint Add(ref uint a, uint b) => a += b;

    private static uint Swap(ref uint a, uint b) => a = b;

    private static void Nothing()
    {
    }
}

internal enum Kind : byte
{
    None,
}
