using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>The callbacks that a table under fuzz may name: those of the product, and such as do what a callback mustn't.</summary>
internal readonly struct FuzzCallbacks : IAltCallbacks
{
    /// <summary>How many there are.</summary>
    public const int Count = Product + Strange;

    /// <summary>The product's own.</summary>
    public const int NopsCallback = 0;
    public const int DczvaSize = 1;
    public const int DcacheLineSize = 2;
    public const int IcacheLineSize = 3;
    public const int KimageVoffset = 4;
    public const int Conduit = 5;
    public const int BhbLoop = 6;

    /// <summary>One of each kind that does what a callback mustn't.</summary>
    public const int Outside = Product;
    public const int Unencodable = Outside + 1;
    public const int Refusal = Outside + 2;
    public const int Unnamed = Outside + 3;
    public const int Keep = Outside + 4;
    public const int Same = Outside + 5;
    public const int CFormGuard = Outside + 6;
    public const int CFormFirst = Outside + 7;
    public const int CFormNothing = Outside + 8;
    public const int Constant = Outside + 9;

    /// <summary>What <see cref="CFormFirst"/> adds to the first word.</summary>
    public const uint Change = 0x20;

    private const int Product = 7;
    private const int Strange = 10;

    private const ulong Distance = 0x10_0000;
    private static ulong s_start;

    /// <summary>Where the first callback lies; 4 bytes after it the next.</summary>
    public static ulong Start(TableInput input) => input.TextStart + Distance;

    /// <summary>Makes the callbacks lie where an input has them.</summary>
    public static void Use(TableInput input) => s_start = Start(input);

    public static CodeAddress Nops => new(s_start);

    public static bool IsCallback(CodeAddress address) => (address.Value - s_start) % 4 == 0 && (address.Value - s_start) / 4 < Count;

    // SAFETY: only addresses that IsCallback accepts come here; no pointer is made of them.
    public static unsafe CallbackResult Invoke(CodeAddress address, ref CallbackSite site)
    {
        int callback = (int)((address.Value - s_start) / 4);
        switch (callback)
        {
            case NopsCallback:
                return AltCallbacks.Nops(ref site);
            case DczvaSize:
                return AltCallbacks.DczvaSize(ref site);
            case DcacheLineSize:
                return AltCallbacks.DcacheLineSize(ref site);
            case IcacheLineSize:
                return AltCallbacks.IcacheLineSize(ref site);
            case KimageVoffset:
                return AltCallbacks.KimageVoffset(ref site);
            case Conduit:
                return AltCallbacks.SmcccConduit(ref site);
            case BhbLoop:
                return AltCallbacks.BhbLoop(ref site);
            case Outside:
                site.Write(site.Original.Length, A64.Nop);
                return CallbackResult.Patch;
            case Unencodable:
                site.Write(0, false, 0);
                return CallbackResult.Keep;
            case Refusal:
                return site.Refuse("it is refused to see what comes of it"u8);
            case Unnamed:
                return CallbackResult.Error(AltErrorCode.None);
            case Keep:
                site.FillNops(0);
                return CallbackResult.Keep;
            case Same:
                return CallbackResult.Patch;
            case Constant:
                return site.TryWriteConstant(site.Original[0] & 0xf, site.Inputs.KimageVoffset)
                    ? CallbackResult.Patch
                    : CallbackResult.Keep;
            default:
                return InvokeCForm(callback, ref site);
        }
    }

    // The text isn't in memory: the site's words are read from what is given beside it.
    // SAFETY: the pointer is to a local that outlives the call; CFormCallback has a guard word after the words that it passes.
    private static unsafe CallbackResult InvokeCForm(int callback, ref CallbackSite site)
    {
        uint word = site.Original[0];
        return callback switch
        {
            CFormGuard => CFormCallback.Invoke(&WriteBehind, &word, ref site),
            CFormFirst => CFormCallback.Invoke(&WriteFirst, &word, ref site),
            _ => CFormCallback.Invoke(&WriteNothing, &word, ref site),
        };
    }

    // SAFETY: words[count] is a guard word of CFormCallback, which is there to be hit.
    private static unsafe void WriteBehind(AltInstr* entry, uint* original, uint* words, int count, CpuCapSet* capabilities) =>
        words[count] = A64.Nop;

    // SAFETY: a site has at least one word, and CFormCallback passes as many.
    private static unsafe void WriteFirst(AltInstr* entry, uint* original, uint* words, int count, CpuCapSet* capabilities) =>
        words[0] = *original + Change;

    // SAFETY: nothing is accessed.
    private static unsafe void WriteNothing(AltInstr* entry, uint* original, uint* words, int count, CpuCapSet* capabilities)
    {
    }
}
