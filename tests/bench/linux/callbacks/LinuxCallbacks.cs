using BareMetal.Patcher;

namespace BareMetal.Bench;

/// <summary>
/// What the callbacks of Linux 6.1 make of a site, from recorded state: the host's tests and the guest run the same code, which is
/// as free of allocation as the patcher. In state that was never recorded a callback is an error, not a guess.
/// </summary>
public static class LinuxCallbacks
{
    private const uint BhbLoop = 1 << 0;
    private const uint BhbFirmware = 1 << 1;
    private const uint BhbInstruction = 1 << 3;
    private const ulong VectorBits = 0b1111 << 7;
    private const uint VectorPreambleBytes = 2 * A64.WordBytes;
    private const uint BrX0 = 0b1101011_0_0_00_11111_0000_0_0_00000_00000;
    private const uint AndImmediate64 = 0b1_00_100100_1_000000_000000_00000_00000;
    private const uint Extr64 = 0b1_00_100111_1_0_00000_000000_00000_00000;
    private const uint AddImmediate64 = 0b1_0_0_100010_0_000000000000_00000_00000;
    private const int ImmediateBits = 12;
    private const uint ImmediateMask = (1 << ImmediateBits) - 1;
    private const uint RegistersMask = 0b11111_11111;

    /// <summary>Runs a callback on a site.</summary>
    public static CallbackResult Invoke(LinuxCallback callback, in LinuxState state, ref CallbackSite site)
    {
        if (callback == LinuxCallback.PatchNops)
        {
            return AltCallbacks.Nops(ref site);
        }

        return callback switch
        {
            LinuxCallback.KvmPatchVectorBranch => VectorBranch(state, ref site),
            LinuxCallback.KvmGetKimageVoffset => LoadValue(state.KimageVoffset, ref site),
            LinuxCallback.KvmComputeFinalCtrEl0 => LoadValue(state.Ctr, ref site),
            LinuxCallback.KvmUpdateVaMask => VaMask(state, ref site),
            LinuxCallback.SpectreBhbPatchLoopMitigationEnable => NopsIf((state.BhbMitigations & BhbLoop) != 0, ref site),
            LinuxCallback.SpectreBhbPatchLoopIter => LoopIterations(state, ref site),
            LinuxCallback.SpectreBhbPatchWa3 => KeepIf((state.BhbMitigations & BhbFirmware) == 0),
            LinuxCallback.SpectreBhbPatchClearbhb => NopsIf((state.BhbMitigations & BhbInstruction) == 0, ref site),
            LinuxCallback.SpectreV4PatchFwMitigationEnable => NopsIf(state.Ssbs == 0, ref site),
            LinuxCallback.SmcccPatchFwMitigationConduit => KeepIf(state.Conduit == 0),
            _ => CallbackResult.Error(AltErrorCode.UnknownCallback),
        };
    }

    private static CallbackResult KeepIf(bool isRecorded) =>
        isRecorded ? CallbackResult.Keep : CallbackResult.Error(AltErrorCode.CallbackUnencodable);

    private static CallbackResult NopsIf(bool condition, ref CallbackSite site) => condition ? AltCallbacks.Nops(ref site) : CallbackResult.Keep;

    private static CallbackResult LoopIterations(in LinuxState state, ref CallbackSite site)
    {
        site.Write(0, A64.Movz(A64.Rd(site.Original[0]), state.BhbLoops, 0));
        return CallbackResult.Patch;
    }

    /// <summary>MOVZ and three MOVK to the register of the first instruction.</summary>
    private static CallbackResult LoadValue(ulong value, ref CallbackSite site)
    {
        uint rd = A64.Rd(site.Original[0]);
        site.Write(0, A64.Movz(rd, (uint)value, 0));
        site.Write(1, A64.Movk(rd, (uint)(value >> 16), 1));
        site.Write(2, A64.Movk(rd, (uint)(value >> 32), 2));
        site.Write(3, A64.Movk(rd, (uint)(value >> 48), 3));
        return CallbackResult.Patch;
    }

    /// <summary>A branch by x0 to the hypervisor's vector of the same number, behind the two instructions that it begins with.</summary>
    private static CallbackResult VectorBranch(in LinuxState state, ref CallbackSite site)
    {
        if (state.SpectreV3a == 0 || state.Vhe != 0)
        {
            return CallbackResult.Keep;
        }

        ulong target = (state.HypVectors & state.VaMask) | (state.Tag << (int)state.TagLsb);
        target = (target | (site.Address.Value & VectorBits)) + VectorPreambleBytes;
        site.Write(0, A64.Movz(0, (uint)target, 0));
        site.Write(1, A64.Movk(0, (uint)(target >> 16), 1));
        site.Write(2, A64.Movk(0, (uint)(target >> 32), 2));
        site.Write(3, BrX0);
        return CallbackResult.Patch;
    }

    /// <summary>AND with the mask; ROR, two ADDs and ROR back put the tag above it. Each instruction keeps its own registers.</summary>
    private static CallbackResult VaMask(in LinuxState state, ref CallbackSite site)
    {
        const int Instructions = 5;
        if (site.Original.Length != Instructions)
        {
            return CallbackResult.Error(AltErrorCode.CallbackSiteLength);
        }

        if ((state.VaMask & (state.VaMask + 1)) != 0 || state.VaMask == 0)
        {
            return CallbackResult.Error(AltErrorCode.CallbackUnencodable);
        }

        for (int i = 0; i < Instructions; i++)
        {
            bool isNop = state.Vhe != 0 || (state.Tag == 0 && i > 0);
            site.Write(i, isNop ? A64.Nop : VaMaskInstruction(state, i) | Registers(site.Original[i], i));
        }

        return CallbackResult.Patch;
    }

    private static uint VaMaskInstruction(in LinuxState state, int index) => index switch
    {
        0 => AndImmediate64 | ((uint)(System.Numerics.BitOperations.PopCount(state.VaMask) - 1) << 10),
        1 => Extr64 | (state.TagLsb << 10),
        2 => AddImmediate64 | (((uint)state.Tag & ImmediateMask) << 10),
        3 => AddImmediate64 | (1 << 22) | (((uint)(state.Tag >> ImmediateBits) & ImmediateMask) << 10),
        _ => Extr64 | ((64 - state.TagLsb) << 10),
    };

    /// <summary>Rd and Rn as they are; ROR is EXTR with Rn as Rm, too.</summary>
    private static uint Registers(uint original, int index)
    {
        uint registers = original & RegistersMask;
        bool isRotate = index is 1 or 4;
        return isRotate ? registers | ((registers >> 5) << 16) : registers;
    }
}
