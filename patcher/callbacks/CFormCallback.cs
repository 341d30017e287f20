namespace BareMetal.Patcher;

/// <summary>
/// Runs a callback of the form that Linux gives to C and assembly:
/// <code>void callback(struct alt_instr *alt, __le32 *origptr, __le32 *updptr, int nr_inst, const uint64_t *cpucaps)</code>
/// by AAPCS64. It reads the site at <c>origptr</c>, where it runs, and writes its new words at <c>updptr</c>: a buffer that holds the old
/// ones. What it leaves alone stays; where it leaves all of them alone the site is kept. <c>cpucaps</c> has a bit for each capability,
/// by number; a callback that knows only Linux's four parameters needn't declare it. The buffer lies between guard words: one that was
/// written is an error (<see cref="AltErrorCode.CallbackGuard"/>).
/// </summary>
// SAFETY: the buffer is on this method's stack, as long as the longest original and its guards. The caller vouches for the function and
// for the site's words, which are only read.
public static unsafe class CFormCallback
{
    /// <summary>Guards before the first word; at least one follows the last.</summary>
    private const int GuardsBefore = 2;

    private const int BufferWords = GuardsBefore + AltInstr.MaxWords + 1;

    /// <summary>UDF with a number of our own: no instruction that a callback would write.</summary>
    private const uint Guard = 0xa17c;

    /// <summary>Runs <paramref name="callback"/> on a site.</summary>
    /// <param name="callback">The function.</param>
    /// <param name="original">The site's words, where the callback can read them.</param>
    /// <param name="site">The site.</param>
    public static CallbackResult Invoke(
        delegate*<AltInstr*, uint*, uint*, int, CpuCapSet*, void> callback, uint* original, ref CallbackSite site)
    {
        uint* buffer = stackalloc uint[BufferWords];
        int count = site.Original.Length;
        Fill(buffer, site);
        fixed (CpuCapSet* capabilities = &site.Inputs.Capabilities)
        {
            callback(site.Entry, original, buffer + GuardsBefore, count, capabilities);
        }

        CheckGuards(buffer, ref site);
        return TakeWords(buffer + GuardsBefore, ref site);
    }

    private static void Fill(uint* buffer, in CallbackSite site)
    {
        for (int i = 0; i < BufferWords; i++)
        {
            uint word = (uint)(i - GuardsBefore);
            buffer[i] = word < (uint)site.Original.Length ? site.Original[(int)word] : Guard;
        }
    }

    private static void CheckGuards(uint* buffer, ref CallbackSite site)
    {
        for (int i = 0; i < BufferWords; i++)
        {
            int word = i - GuardsBefore;
            if ((uint)word >= (uint)site.Original.Length && buffer[i] != Guard)
            {
                site.Fail(AltErrorCode.CallbackGuard, word);
            }
        }
    }

    private static CallbackResult TakeWords(uint* words, ref CallbackSite site)
    {
        bool isChanged = false;
        for (int i = 0; i < site.Original.Length; i++)
        {
            isChanged |= words[i] != site.Original[i];
            site.Write(i, words[i]);
        }

        return isChanged ? CallbackResult.Patch : CallbackResult.Keep;
    }
}
