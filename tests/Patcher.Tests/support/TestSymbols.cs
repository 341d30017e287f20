namespace BareMetal.Patcher.Tests;

/// <summary>A function every 64 bytes of text, and the callbacks.</summary>
internal readonly struct TestSymbols : ISymbols
{
    private const ulong FunctionBytes = 64;

    public static bool TryFind(CodeAddress address, out FunctionName name, out ulong offset)
    {
        ulong distance = address.Value - TestImage.TextStart;
        bool isCallback = address.Value >= TestImage.CallbacksStart;
        name = new FunctionName(default, isCallback ? "bm_cb_test"u8 : "bm_function"u8);
        offset = isCallback ? 0 : distance % FunctionBytes;
        return isCallback || address.Value < TestImage.Current.TextEnd;
    }
}
