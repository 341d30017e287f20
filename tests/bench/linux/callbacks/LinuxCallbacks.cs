using BareMetal.Patcher;

namespace BareMetal.Bench;

/// <summary>
/// What the callbacks of Linux 6.1 make of a site, from recorded state: the host's tests and the guest run the same code, which is
/// as free of allocation as the patcher.
/// </summary>
public static class LinuxCallbacks
{
    private const uint BhbLoop = 1 << 0;
    private const uint BhbFirmware = 1 << 1;
    private const uint BhbInstruction = 1 << 3;
    private const ulong VectorBits = 0b1111 << 7;
    private const uint VectorPreambleBytes = 2 * A64.WordBytes;
    private const uint ZeroRegister = 31;
    private const ulong Low12 = 0xfff;

    /// <summary>SMCCC_ARCH_WORKAROUND_3.</summary>
    private const uint ArchWorkaround3 = 0x8000_3fff;

    private const uint ConduitNone = 0;
    private const uint ConduitSmc = 1;

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
            LinuxCallback.SpectreBhbPatchWa3 => Workaround3(state, ref site),
            LinuxCallback.SpectreBhbPatchClearbhb => NopsIf((state.BhbMitigations & BhbInstruction) == 0, ref site),
            LinuxCallback.SpectreV4PatchFwMitigationEnable => NopsIf(state.Ssbs == 0, ref site),
            LinuxCallback.SmcccPatchFwMitigationConduit => Conduit(state, ref site),
            _ => CallbackResult.Error(AltErrorCode.UnknownCallback),
        };
    }

    private static CallbackResult NopsIf(bool condition, ref CallbackSite site) =>
        condition ? AltCallbacks.Nops(ref site) : CallbackResult.Keep;

    private static CallbackResult LoopIterations(in LinuxState state, ref CallbackSite site)
    {
        site.Write(0, A64.TryMovz(A64.Rd(site.Original[0]), state.BhbLoops, out uint movz), movz);
        return CallbackResult.Patch;
    }

    /// <summary>Another function ID for the register of the first instruction.</summary>
    private static CallbackResult Workaround3(in LinuxState state, ref CallbackSite site)
    {
        if ((state.BhbMitigations & BhbFirmware) == 0)
        {
            return CallbackResult.Keep;
        }

        site.Write(0, A64.TryOrr(RegisterWidth.W, A64.Rd(site.Original[0]), ZeroRegister, ArchWorkaround3, out uint orr), orr);
        return CallbackResult.Patch;
    }

    private static CallbackResult Conduit(in LinuxState state, ref CallbackSite site)
    {
        if (state.Conduit == ConduitNone)
        {
            return CallbackResult.Keep;
        }

        site.Write(0, state.Conduit == ConduitSmc ? A64.TrySmc(0, out uint call) : A64.TryHvc(0, out call), call);
        return CallbackResult.Patch;
    }

    /// <summary>MOVZ and three MOVK to the register of the first instruction.</summary>
    private static CallbackResult LoadValue(ulong value, ref CallbackSite site)
    {
        site.WriteConstant(0, A64.Rd(site.Original[0]), value);
        return CallbackResult.Patch;
    }

    /// <summary>A branch by x0 to the hypervisor's vector of the same number, past the two instructions that it begins with.</summary>
    private static CallbackResult VectorBranch(in LinuxState state, ref CallbackSite site)
    {
        const int AddressWords = 3;
        if (state.SpectreV3a == 0 || state.Vhe != 0)
        {
            return CallbackResult.Keep;
        }

        ulong target = (state.HypVectors & state.VaMask) | (state.Tag << (int)state.TagLsb);
        target = (target | (site.Address.Value & VectorBits)) + VectorPreambleBytes;
        for (int quarter = 0; quarter < AddressWords; quarter++)
        {
            site.Write(quarter, A64.TryMoveQuarter(0, target, quarter, out uint move), move);
        }

        site.Write(AddressWords, A64.TryBr(0, out uint branch), branch);
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

        for (int i = 0; i < Instructions; i++)
        {
            bool isNop = state.Vhe != 0 || (state.Tag == 0 && i > 0);
            uint instruction = A64.Nop;
            site.Write(i, isNop || TryVaMaskInstruction(state, i, site.Original[i], out instruction), instruction);
        }

        return CallbackResult.Patch;
    }

    private static bool TryVaMaskInstruction(in LinuxState state, int index, uint original, out uint instruction)
    {
        (uint rd, uint rn) = (A64.Rd(original), A64.Rn(original));
        return index switch
        {
            0 => A64.TryAnd(RegisterWidth.X, rd, rn, state.VaMask, out instruction),
            1 => A64.TryRor(RegisterWidth.X, rd, rn, state.TagLsb, out instruction),
            2 => A64.TryAdd(RegisterWidth.X, rd, rn, state.Tag & Low12, out instruction),
            3 => A64.TryAdd(RegisterWidth.X, rd, rn, state.Tag & ~Low12, out instruction),
            _ => A64.TryRor(RegisterWidth.X, rd, rn, 64 - state.TagLsb, out instruction),
        };
    }
}
