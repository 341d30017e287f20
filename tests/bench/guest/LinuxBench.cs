using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Patches a Linux kernel's text, loaded by QEMU, at the kernel's own addresses, and leaves it patched.</summary>
// SAFETY: QEMU has loaded the header at its PA, in RAM, which the linear alias maps; the magic number says that it is one.
internal static unsafe class LinuxBench
{
    /// <param name="header">PA of the <see cref="LinuxImage"/>.</param>
    public static bool Run(ulong header)
    {
        LinuxImage* image = (LinuxImage*)LinearMap.ToAlias(header);
        if (image->Magic != LinuxImage.ExpectedMagic || !LinuxScene.Open(image))
        {
            Log.Line("bench: no kernel is loaded there, or its addresses are taken"u8);
            return false;
        }

        AliasedMemory.AliasOffset = LinearMap.ToAlias(image->Physical) - image->TextAddress;
        ModelledCallbacks.Initialize(image);
        AltInputs inputs = BenchInputs.Read();
        inputs.Capabilities = image->Capabilities;
        bool isDone = Measurement<LinuxScene, ModelledCallbacks>.Phases(
            inputs, out PhaseCounts phases, out MaintenanceMarks marks, out AltCounts counts);
        BenchLine line = new("linux"u8);
        line.Counts(phases, marks, counts);
        line.End();
        return isDone;
    }
}
