namespace BareMetal.Patcher;

/// <summary>Checks the table and, one by one, the headers of all its entries; each error is reported.</summary>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class HeaderCheck<TCallbacks, TErrors>
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    private const uint WordMask = A64.WordBytes - 1;

    /// <summary>Whether the entries can be looked at at all.</summary>
    public static bool CheckTable(ref AltPlan plan)
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

        if (region.TableBytes / AltInstr.Bytes > (nuint)plan.Arena.EntryCapacity)
        {
            plan.FailTable<TErrors>(AltErrorCode.ArenaEntries, region.TableBytes / AltInstr.Bytes, (ulong)plan.Arena.EntryCapacity);
        }

        return plan.Numbers.Errors == 0;
    }

    /// <summary>Checks every entry; those whose original can be located get a place in the address order.</summary>
    public static void CheckEntries(ref AltPlan plan)
    {
        int count = plan.Region.Count;
        plan.Numbers.Entries = count;
        for (int i = 0; i < count; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            plan.Arena.Entries[i] = new AltPlanEntry { Address = plan.Region.Original(i), Words = (byte)entry->Words };
            if (CheckOriginal(ref plan, i, entry))
            {
                plan.Arena.Order[plan.Ordered++] = (uint)i;
            }

            CheckCapability(ref plan, i, entry);
            if (entry->IsCallback)
            {
                CheckCallback(ref plan, i, entry);
            }
            else
            {
                CheckReplacement(ref plan, i, entry);
            }
        }
    }

    private static bool CheckOriginal(ref AltPlan plan, int index, AltInstr* entry)
    {
        CodeAddress address = plan.Arena.Entries[index].Address;
        int errors = plan.Numbers.Errors;
        if (entry->OrigLen == 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalEmpty);
        }

        if ((entry->OrigLen & WordMask) != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalLength, entry->OrigLen);
        }

        if ((address.Value & WordMask) != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalMisaligned);
        }

        if (!plan.Region.Contains(address, entry->OrigLen))
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalOutsideText, entry->OrigLen);
        }

        return plan.Numbers.Errors == errors;
    }

    private static void CheckCapability(ref AltPlan plan, int index, AltInstr* entry)
    {
        if (entry->Capability >= CpuCap.NCaps && !entry->IsOldCallback)
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCapability, (ulong)entry->Capability, CpuCaps.Count);
        }
    }

    private static void CheckCallback(ref AltPlan plan, int index, AltInstr* entry)
    {
        if (entry->AltLen != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.CallbackWithReplacement, entry->AltLen);
        }

        CodeAddress callback = plan.Region.Alternative(index);
        if (!TCallbacks.IsCallback(callback))
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCallback, callback.Value);
        }
    }

    private static void CheckReplacement(ref AltPlan plan, int index, AltInstr* entry)
    {
        CodeAddress replacement = plan.Region.Alternative(index);
        if (entry->AltLen != entry->OrigLen)
        {
            plan.Fail<TErrors>(index, AltErrorCode.LengthsDiffer, entry->OrigLen, entry->AltLen);
        }

        if ((replacement.Value & WordMask) != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementMisaligned, replacement.Value);
        }

        if (!plan.Region.Contains(replacement, entry->AltLen))
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOutsideText, replacement.Value, entry->AltLen);
        }
    }
}
