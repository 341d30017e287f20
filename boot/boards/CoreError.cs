namespace BareMetal.Boot.Boards;

/// <summary>Why a core is left out.</summary>
internal enum CoreError : byte
{
    None,

    /// <summary>Its node has a <c>status</c> other than okay.</summary>
    Disabled,

    /// <summary>Its node has no <c>reg</c> that could be an MPIDR.</summary>
    BadRegister,

    /// <summary>Another node has the same <c>reg</c>.</summary>
    Duplicate,

    /// <summary>The boot core has no node: the tree is of another machine.</summary>
    NoBootCore,

    /// <summary>It conflicts with what is decided for all cores.</summary>
    Conflict,

    /// <summary>Its node has no <c>enable-method</c>. From here on another attempt may go better.</summary>
    NoMethod,

    /// <summary>An <c>enable-method</c> that isn't known here.</summary>
    UnknownMethod,

    /// <summary>A spin table without <c>cpu-release-addr</c>, or with one that can't be reached.</summary>
    NoReleaseAddress,

    /// <summary>PSCI, without a node that says how it is called.</summary>
    NoPsci,

    /// <summary>No memory for its stacks.</summary>
    OutOfMemory,

    /// <summary>It was started, and didn't come in time.</summary>
    TimedOut,

    /// <summary>It came, and didn't go on in time.</summary>
    Stuck,

    /// <summary>PSCI's errors (Arm DEN 0022, "Return error codes"), in order of their numbers from -1 down.</summary>
    NotSupported,
    InvalidParameters,
    Denied,
    AlreadyOn,
    OnPending,
    InternalFailure,
    NotPresent,
    FirmwareDisabled,
    InvalidAddress,

    /// <summary>A number that PSCI doesn't define.</summary>
    UnknownPsciError,
}
