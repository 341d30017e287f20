namespace BareMetal.Patcher;

/// <summary>
/// A system register by the five numbers that MRS and MSR name it with: S&lt;op0&gt;_&lt;op1&gt;_C&lt;n&gt;_C&lt;m&gt;_&lt;op2&gt;.
/// </summary>
/// <param name="op0">2 or 3.</param>
/// <param name="op1">0 to 7.</param>
/// <param name="crn">0 to 15.</param>
/// <param name="crm">0 to 15.</param>
/// <param name="op2">0 to 7.</param>
public readonly struct SystemRegister(uint op0, uint op1, uint crn, uint crm, uint op2)
{
    /// <summary>Whether each number is in its range.</summary>
    public bool IsEncodable { get; } = (op0 | 1) == 3 && (op1 | op2) < 8 && (crn | crm) < 16;

    /// <summary>Bits [20:5] of MRS and MSR.</summary>
    public uint Encoding { get; } = (op0 << 14) | (op1 << 11) | (crn << 7) | (crm << 3) | op2;
}
