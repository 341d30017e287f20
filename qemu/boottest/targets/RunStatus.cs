namespace BareMetal.BootTest;

/// <summary>Exit codes of qemu/run that are not the guest's own; the other targets use them too.</summary>
public static class RunStatus
{
    /// <summary>A wrong value was asked for, or the image is missing.</summary>
    public const int WrongValue = 2;

    /// <summary>Cache or TLB maintenance is missing, or couldn't be checked: qemu/coherence.</summary>
    public const int Incoherent = 122;

    /// <summary>Serial verdict and exit code disagree, or there is no verdict.</summary>
    public const int Disagreement = 123;

    /// <summary>The time limit was reached.</summary>
    public const int TimeLimit = 124;

    /// <summary>QEMU did not start, or crashed; the serial line was lost, or a command failed.</summary>
    public const int QemuFailed = 125;

    /// <summary>The output limit was reached.</summary>
    public const int OutputLimit = 126;
}
