namespace BareMetal.Patcher;

/// <summary>Whether the entries can be looked at at all.</summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: the table's address is looked at as a number; nothing is read through it.
internal static unsafe class TableCheck<TErrors>
    where TErrors : struct, IAltErrorSink
{
    private const uint WordMask = A64.WordBytes - 1;

    /// <summary>Checks the table, the bounds of the text and the plan's memory; each error is reported.</summary>
    public static bool Check(ref AltPlan plan)
    {
        AltRegion region = plan.Region;
        if (region.TableBytes % AltInstr.Bytes != 0)
        {
            plan.FailTable<TErrors>(AltErrorCode.TableSize, region.TableBytes);
        }

        if (((region.TableAddress | (ulong)region.Table) & WordMask) != 0)
        {
            plan.FailTable<TErrors>(AltErrorCode.TableMisaligned, region.TableAddress);
        }

        if (((region.TextStart.Value | region.TextEnd.Value) & WordMask) != 0 || region.TextStart.Value > region.TextEnd.Value)
        {
            plan.FailTable<TErrors>(AltErrorCode.TextBounds, region.TextStart.Value, region.TextEnd.Value);
        }

        return plan.Errors == 0 && CheckArena(ref plan);
    }

    private static bool CheckArena(ref AltPlan plan)
    {
        nuint entries = plan.Region.TableBytes / AltInstr.Bytes;
        if (plan.Arena.TextCapacity < plan.Region.TextWords)
        {
            plan.FailTable<TErrors>(AltErrorCode.ArenaText, plan.Region.TextWords);
        }
        else if (entries > (nuint)plan.Arena.EntryCapacity)
        {
            plan.FailTable<TErrors>(AltErrorCode.ArenaEntries, entries, (ulong)plan.Arena.EntryCapacity);
        }

        return plan.Errors == 0;
    }
}
