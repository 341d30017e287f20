namespace BareMetal.Bench;

/// <summary>The callbacks of Linux 6.1 for arm64; <see cref="LinuxCallbacks"/> has what they do.</summary>
public enum LinuxCallback : uint
{
    /// <summary>alt_cb_patch_nops</summary>
    PatchNops,

    /// <summary>kvm_patch_vector_branch</summary>
    KvmPatchVectorBranch,

    /// <summary>kvm_get_kimage_voffset</summary>
    KvmGetKimageVoffset,

    /// <summary>kvm_compute_final_ctr_el0</summary>
    KvmComputeFinalCtrEl0,

    /// <summary>kvm_update_va_mask</summary>
    KvmUpdateVaMask,

    /// <summary>spectre_bhb_patch_loop_mitigation_enable</summary>
    SpectreBhbPatchLoopMitigationEnable,

    /// <summary>spectre_bhb_patch_loop_iter</summary>
    SpectreBhbPatchLoopIter,

    /// <summary>spectre_bhb_patch_wa3</summary>
    SpectreBhbPatchWa3,

    /// <summary>spectre_bhb_patch_clearbhb</summary>
    SpectreBhbPatchClearbhb,

    /// <summary>spectre_v4_patch_fw_mitigation_enable</summary>
    SpectreV4PatchFwMitigationEnable,

    /// <summary>smccc_patch_fw_mitigation_conduit</summary>
    SmcccPatchFwMitigationConduit,
}
