namespace BareMetal.Patcher;

/// <content>Exceptions, hints and system registers.</content>
public static partial class A64
{
    /// <summary>SVC; the value has 16 bits.</summary>
    public static bool TrySvc(uint value, out uint instruction) => GenerateException(0b000_01, value, out instruction);

    /// <summary>HVC; the value has 16 bits.</summary>
    public static bool TryHvc(uint value, out uint instruction) => GenerateException(0b000_10, value, out instruction);

    /// <summary>SMC; the value has 16 bits.</summary>
    public static bool TrySmc(uint value, out uint instruction) => GenerateException(0b000_11, value, out instruction);

    /// <summary>BRK; the value has 16 bits.</summary>
    public static bool TryBrk(uint value, out uint instruction) => GenerateException(1u << 21, value, out instruction);

    /// <summary>A hint by its number, 0 to 127.</summary>
    public static bool TryHint(Hint hint, out uint instruction) => Encode((uint)hint < 128, Nop | ((uint)hint << 5), out instruction);

    /// <summary>MRS</summary>
    public static bool TryMrs(uint rt, SystemRegister register, out uint instruction) => MoveSystem(1, rt, register, out instruction);

    /// <summary>MSR (register)</summary>
    public static bool TryMsr(SystemRegister register, uint rt, out uint instruction) => MoveSystem(0, rt, register, out instruction);

    private static bool GenerateException(uint op, uint value, out uint instruction) =>
        Encode(value <= 0xffff, 0b11010100_000_0000000000000000_000_00u | op | (value << 5), out instruction);

    private static bool MoveSystem(uint isRead, uint rt, SystemRegister register, out uint instruction)
    {
        uint word = 0b1101010100_0_00_000_0000_0000_000_00000u | (isRead << 21) | (register.Encoding << 5) | rt;
        return Encode(register.IsEncodable && AreRegisters(rt), word, out instruction);
    }
}
