namespace BareMetal.Patcher.Tests;

/// <summary>The callbacks of the thread's <see cref="TestImage"/>.</summary>
internal readonly struct TestCallbacks : IAltCallbacks
{
    public static bool IsCallback(CodeAddress address) =>
        address.Value % 4 == 0 && (address.Value - TestImage.CallbacksStart) / 4 < (ulong)TestImage.Current.Callbacks.Count;

    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) =>
        TestImage.Current.Callbacks[(int)((address.Value - TestImage.CallbacksStart) / 4)](ref site);
}
