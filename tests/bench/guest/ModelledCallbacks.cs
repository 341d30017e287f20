using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Linux's callbacks by their addresses in the kernel; what runs are their models.</summary>
// SAFETY: the header is followed by CallbackCount entries; Initialize is called before anything is planned.
internal readonly unsafe struct ModelledCallbacks : IAltCallbacks
{
    private static LinuxImage* s_image;

    /// <summary>To be called once, with the header that names them.</summary>
    public static void Initialize(LinuxImage* image) => s_image = image;

    /// <summary>alt_cb_patch_nops, the most used of all: the first one.</summary>
    public static CodeAddress Nops => new(((LinuxCallbackEntry*)(s_image + 1))->Address);

    public static bool IsCallback(CodeAddress address) => Find(address) != null;

    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site)
    {
        LinuxCallbackEntry* entry = Find(address);
        return entry == null
            ? CallbackResult.Error(AltErrorCode.UnknownCallback)
            : LinuxCallbacks.Invoke(entry->Callback, in s_image->State, ref site);
    }

    private static LinuxCallbackEntry* Find(CodeAddress address)
    {
        LinuxCallbackEntry* entry = (LinuxCallbackEntry*)(s_image + 1);
        for (LinuxCallbackEntry* end = entry + s_image->CallbackCount; entry < end; entry++)
        {
            if (entry->Address == address.Value)
            {
                return entry;
            }
        }

        return null;
    }
}
