using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>Errors of tables and boot arguments, one line each in the log.</summary>
internal readonly struct ErrorLog : IAltErrorSink
{
    private const int AddressDigits = 16;

    public static void Report(in AltError error)
    {
        Log.Begin();
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteError(error);
        if (error.Code is AltErrorCode.ReadbackMismatch or AltErrorCode.UndoFailed)
        {
            WriteMappings(error.Address);
        }
    }

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
        Log.Begin();
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteArgumentError(cpu, code, argument);
    }

    // Which memory is executed and which is written: two addresses say that the mapping is wrong, one that the memory is.
    private static void WriteMappings(CodeAddress text)
    {
        ulong alias = LinearAliasMemory.Alias(text).Value;
        Log.Begin();
        Log.Text("alternatives: "u8);
        Log.Hex(text.Value, AddressDigits);
        WritePhysical(" executes "u8, text.Value, Translation.ForRead(text.Value));
        Log.Text(", its alias "u8);
        Log.Hex(alias, AddressDigits);
        WritePhysical(" writes "u8, alias, Translation.ForWrite(alias));
        Log.End();
    }

    private static void WritePhysical(ReadOnlySpan<byte> verb, ulong address, ParEl1 page)
    {
        Log.Text(verb);
        if (page.IsFault)
        {
            Log.Text("nothing: it isn't mapped so"u8);
        }
        else
        {
            Log.Text("PA "u8);
            Log.Hex(page.Physical | (address & (PageTables.PageSize - 1)), AddressDigits);
        }
    }
}
