using System;
using System.IO;
using SharpFuzz;

namespace BareMetal.Fuzz;

/// <summary>Makes the assemblies beside this one count their branches: those of the product, not what fuzzes them.</summary>
internal static class Instrumentation
{
    private static readonly string[] s_assemblies =
        ["BareMetal.Patcher.dll", "BareMetal.Machine.dll", "BareMetal.Serial.dll", "boottest.dll"];

    /// <summary>Instruments those that aren't yet.</summary>
    public static void Run()
    {
        foreach (string name in s_assemblies)
        {
            string path = Path.Combine(AppContext.BaseDirectory, name);
            try
            {
                Fuzzer.Instrument(path, _ => true, SharpFuzz.Options.Value);
            }
            catch (InstrumentationException exception) when (exception.Message.Contains("already instrumented", StringComparison.Ordinal))
            {
                // The build left it as it was.
            }
        }
    }
}
