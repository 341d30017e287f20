using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>
/// <c>alias=PA</c> (hexadecimal) says whether the linear alias of that address can be stored to. <c>test=</c> breaks the rule that
/// it names, which must end the boot: coming back is a failure. <c>core=</c> before it has another core break it.
/// <c>test=corelib</c> and <c>test=callbacks</c> check the core library and patched sites, and do come back.
/// </summary>
internal static class Program
{
    public static int Main(BootArguments arguments)
    {
        uint core = 0;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("core"u8))
            {
                Ascii.TryParse(argument.Value, 10, out core);
            }

            if (argument.Is("alias"u8) && Ascii.TryParse(argument.Value, 16, out uint physical))
            {
                WriteAlias(physical);
            }
            else if (argument.Is("test"u8))
            {
                Log.Begin();
                Log.Text("test: "u8);
                Log.Text(argument.Value);
                Log.End();
                if (argument.Value.SequenceEqual("corelib"u8))
                {
                    return CoreLibChecks.Run() ? 0 : 1;
                }

                if (argument.Value.SequenceEqual("stress"u8))
                {
                    return Stress.Run(arguments) ? 0 : 1;
                }

                if (argument.Value.SequenceEqual("threads"u8))
                {
                    return ThreadChecks.Run() ? 0 : 1;
                }

                if (argument.Value.SequenceEqual("lines"u8))
                {
                    ThreadChecks.WriteLines();
                    return 0;
                }

                if (argument.Value.SequenceEqual("callbacks"u8))
                {
                    return GuestCallbacks.Run() ? 0 : 1;
                }

                if (argument.Value.SequenceEqual("abort-commit"u8) || argument.Value.SequenceEqual("abort-undo"u8))
                {
                    Repatching.Run(arguments, faultsInUndo: argument.Value.SequenceEqual("abort-undo"u8));
                }

                if (argument.Value.StartsWith("remap-"u8))
                {
                    return Remapping.Run(argument.Value) ? 0 : 1;
                }

                if (argument.Value.SequenceEqual("late-cores"u8))
                {
                    return LateCores.Run(arguments);
                }

                if (core != 0)
                {
                    CoreFaults.Run((int)core, argument.Value);
                }

                Faults.Run(argument.Value);
                UndoFaults.Run(argument.Value);
                MappingFaults.Run(argument.Value);
                CoreLibFaults.Run(argument.Value);
                ThreadFaults.Run(argument.Value);
                Log.Line("test: came back"u8);
                return 1;
            }
        }

        return 0;
    }

    private static void WriteAlias(ulong physical)
    {
        Log.Begin();
        Log.Text("alias of "u8);
        Log.Hex(physical, 8);
        Log.Text(Translation.ForWrite(LinearMap.ToAlias(physical)).IsFault ? ": not writable"u8 : ": writable"u8);
        Log.End();
    }
}
