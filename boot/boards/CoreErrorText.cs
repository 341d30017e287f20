using System;

namespace BareMetal.Boot.Boards;

/// <summary>What a user can do about a <see cref="CoreError"/>.</summary>
internal static class CoreErrorText
{
    public static ReadOnlySpan<byte> Of(CoreError error) => error switch
    {
        CoreError.Disabled => "the device tree has it disabled (status)"u8,
        CoreError.BadRegister => "its node's reg is missing or no MPIDR: fix the device tree"u8,
        CoreError.Duplicate => "two CPU nodes have this reg: fix the device tree"u8,
        CoreError.NoBootCore => "the boot CPU isn't in the device tree, which must be another machine's: boot with this machine's"u8,
        CoreError.Conflict => "parked: it conflicts with what is decided for all CPUs, as said above"u8,
        CoreError.NoMethod => "its node has no enable-method, and it didn't enter with the boot CPU: fix the device tree"u8,
        CoreError.UnknownMethod => "its node's enable-method is neither psci nor spin-table"u8,
        CoreError.NoReleaseAddress => "its node's cpu-release-addr is missing, misaligned or above 2^45: fix the device tree"u8,
        CoreError.NoPsci =>
            "its enable-method is psci, but no psci node has a method, hvc or smc, and a way to CPU_ON: fix the device tree"u8,
        CoreError.OutOfMemory => "no memory for its stacks"u8,
        CoreError.TimedOut => "it didn't come within 5 s: is its enable-method, or its spin table, the right one?"u8,
        CoreError.Stuck => "it came, but didn't go on within 5 s"u8,
        CoreError.NotSupported => "PSCI CPU_ON: NOT_SUPPORTED (-1): this firmware starts no CPUs; update it or boot with maxcpus=1"u8,
        CoreError.InvalidParameters => "PSCI CPU_ON: INVALID_PARAMETERS (-2): firmware knows no such CPU; fix reg in the device tree"u8,
        CoreError.Denied => "PSCI CPU_ON: DENIED (-3): firmware or a hypervisor keeps it; give the machine this CPU"u8,
        CoreError.AlreadyOn => "PSCI CPU_ON: ALREADY_ON (-4): something else runs on it; let the boot loader turn it off"u8,
        CoreError.OnPending => "PSCI CPU_ON: ON_PENDING (-5): something else is starting it; let the boot loader leave it alone"u8,
        CoreError.InternalFailure => "PSCI CPU_ON: INTERNAL_FAILURE (-6): firmware couldn't turn it on; a power cycle may help"u8,
        CoreError.NotPresent => "PSCI CPU_ON: NOT_PRESENT (-7): this machine lacks it; take its node out of the device tree"u8,
        CoreError.FirmwareDisabled => "PSCI CPU_ON: DISABLED (-8): firmware has it disabled; enable it in the firmware's setup"u8,
        CoreError.InvalidAddress => "PSCI CPU_ON: INVALID_ADDRESS (-9): firmware refuses the Image's address; load it elsewhere"u8,
        _ => "PSCI CPU_ON: an error that PSCI doesn't define"u8,
    };
}
