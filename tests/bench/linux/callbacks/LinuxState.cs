namespace BareMetal.Bench;

/// <summary>What Linux's callbacks looked at when they ran: the same bytes on the host and in the guest, little-endian.</summary>
public struct LinuxState
{
    /// <summary>VA of the kernel less its PA, in bytes.</summary>
    public ulong KimageVoffset;

    /// <summary>CTR_EL0 as sanitised over all CPUs.</summary>
    public ulong Ctr;

    /// <summary>The bits of a VA that the hypervisor keeps: a run of ones from bit 0.</summary>
    public ulong VaMask;

    /// <summary>What it puts above them; 0 where nothing is.</summary>
    public ulong Tag;

    /// <summary>The lowest bit of <see cref="Tag"/> in a VA.</summary>
    public uint TagLsb;

    /// <summary>How firmware is called: 0 none, 1 SMC, 2 HVC.</summary>
    public uint Conduit;

    /// <summary>VA of the hypervisor's vectors in the linear map.</summary>
    public ulong HypVectors;

    /// <summary>Branch history mitigations, a bit each: loop, firmware, hardware, instruction.</summary>
    public uint BhbMitigations;

    /// <summary>Iterations of the loop that clears the branch history.</summary>
    public uint BhbLoops;

    /// <summary>Whether the kernel runs at EL2: not 0.</summary>
    public uint Vhe;

    /// <summary>Whether PSTATE.SSBS exists: not 0.</summary>
    public uint Ssbs;

    /// <summary>Whether the hypervisor's vectors are hidden: not 0.</summary>
    public uint SpectreV3a;

    /// <summary>Fills the 8 bytes.</summary>
    public uint Reserved;
}
