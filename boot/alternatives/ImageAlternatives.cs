using System;
using BareMetal.Boot.Arguments;
using BareMetal.Boot.Image;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>The Image's own table: applied in two passes, then reported from its plan, which keeps the old words.</summary>
// SAFETY: table and arena lie where the linker script put them, mapped for good; the arena was sized from the table at link time.
internal static unsafe class ImageAlternatives
{
    private static AltPlan s_plan;

    public static AltRegion Region => new(
        (AltInstr*)ImageLayout.AltInstructions,
        ImageLayout.AltInstructions,
        (nuint)(ImageLayout.AltInstructionsEnd - ImageLayout.AltInstructions),
        new CodeAddress(ImageLayout.TextStart),
        new CodeAddress(ImageLayout.TextEnd));

    /// <summary>What was planned and done.</summary>
    public static ref AltPlan Plan => ref s_plan;

    /// <summary>Checks the table and all its headers, once. False where anything is wrong; all of it has been logged then.</summary>
    public static bool Validate()
    {
        if (s_plan.State == AltPlanState.Empty)
        {
            s_plan =
                new AltPlan(Region,
                    new AltArena((byte*)ImageLayout.AltArenaStart, (nuint)(ImageLayout.AltArenaEnd - ImageLayout.AltArenaStart), Region));
        }

        return Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Validate(ref s_plan);
    }

    /// <summary>
    /// Computes what a pass writes. False where anything is wrong; all of it has been logged then, and the text is as linked.
    /// </summary>
    public static bool TryPlan(AltPass pass, in AltInputs inputs, in AltSelection selection) =>
        Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Plan(ref s_plan, pass, inputs, selection);

    /// <summary>
    /// Writes a planned pass, once. No other CPU may run the Image meanwhile: a rendezvous belongs before it. False as
    /// <see cref="TryPlan"/>.
    /// </summary>
    public static bool TryCommit(AltPass pass) => Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Commit(ref s_plan, pass);

    /// <summary>Makes the text what was linked. False where it can't be done; why has been logged then.</summary>
    public static bool TryUndo() => Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Undo(ref s_plan);

    /// <summary>The same for an exception that interrupted a commit.</summary>
    public static bool TryUndoInterrupted() => Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.UndoInterrupted(ref s_plan);

    /// <summary>Whether the first site at or after a VA, the start of a function, was applied.</summary>
    public static bool IsPatched(ulong function)
    {
        ulong nearest = ulong.MaxValue;
        bool isPatched = false;
        for (int index = 0; index < s_plan.Region.Count; index++)
        {
            AltPlanEntry entry = s_plan.Entry(index);
            ulong address = entry.Address.Value;
            if (address >= function && address <= nearest)
            {
                isPatched = entry.Action == AltAction.Patched || (isPatched && address == nearest);
                nearest = address;
            }
        }

        return isPatched;
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
        Span<byte> hash = stackalloc byte[Sha256.HexDigits];
        Sha256.WriteHex(ImageHash.Value, hash);
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteBoot(BuildInfo.Version, hash);
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteJson(s_plan);
    }
}
