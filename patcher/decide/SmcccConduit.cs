namespace BareMetal.Patcher;

/// <summary>The instruction that reaches firmware (SMC Calling Convention, Arm DEN 0028).</summary>
public enum SmcccConduit : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>HVC #0</summary>
    Hvc,

    /// <summary>SMC #0</summary>
    Smc,
}
