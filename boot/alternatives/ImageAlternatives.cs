using System;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The Image's own table: applied once, then reported from its plan, which keeps the old words.</summary>
internal static unsafe class ImageAlternatives
{
    private static AltPlan s_plan;

    public static AltRegion Region => new(
        (AltInstr*)ImageLayout.AltInstructions,
        ImageLayout.AltInstructions,
        (nuint)(ImageLayout.AltInstructionsEnd - ImageLayout.AltInstructions),
        new CodeAddress(ImageLayout.TextStart),
        new CodeAddress(ImageLayout.TextEnd));

    private static AltArena Arena => new(
        (byte*)ImageLayout.AltArenaStart,
        (nuint)(ImageLayout.AltArenaEnd - ImageLayout.AltArenaStart),
        Region.Count);

    /// <summary>Applies the whole table, once. False where anything is wrong; all of it has been logged then.</summary>
    /// <typeparam name="TMem"><see cref="LinearAliasMemory"/> while text is read only, which it is from the first C# on.</typeparam>
    public static bool ApplyAll<TMem>(in AltInputs inputs, in AltSelection selection)
        where TMem : struct, ICodeMemory
    {
        if (s_plan.State == AltPlanState.Empty)
        {
            s_plan = new AltPlan(Region, Arena);
        }

        return ApplyAlternatives<TMem>.Region(ref s_plan, inputs, selection);
    }

    /// <summary>Whether the first site at or after a VA, the start of a function, was applied.</summary>
    public static bool IsPatched(ulong function)
    {
        int nearest = -1;
        for (int index = 0; index < s_plan.Counts.Entries; index++)
        {
            ulong address = s_plan.Entry(index).Address.Value;
            if (address >= function && (nearest < 0 || address < s_plan.Entry(nearest).Address.Value))
            {
                nearest = index;
            }
        }

        return nearest >= 0 && s_plan.Entry(nearest).Action == AltAction.Patched;
    }

    /// <summary>Writes what was done.</summary>
    public static void Report(ReportStyle style, in CpuCapSet capabilities)
    {
        switch (style)
        {
            case ReportStyle.Summary:
                AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteCapabilities(s_plan, capabilities);
                break;
            case ReportStyle.Table:
                AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteTable(s_plan);
                break;
            case ReportStyle.Json:
                WriteJson();
                break;
        }
    }

    private static void WriteJson()
    {
        Span<byte> hash = stackalloc byte[ImageHash.HexDigits];
        ImageHash.WriteHex(hash);
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteBoot(BuildInfo.Version, hash);
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteJson(s_plan);
    }
}
