namespace BareMetal.Boot.Audit;

/// <summary>What is left of a table on the way of a <see cref="TranslationWalk"/>.</summary>
// SAFETY: Next stays below End, and TranslationWalk has found the table readable.
internal unsafe struct WalkedTable
{
    public StageOneDescriptor Descriptor;

    /// <summary>What the next entry maps: from where on, and how much.</summary>
    public ulong Va;
    public ulong Bytes;
    public ulong* Next;
    public ulong* End;

    /// <summary>The next valid entry, and from where on it maps.</summary>
    public bool TryNext(out StageOneDescriptor entry, out ulong va)
    {
        ulong* next = Next;
        while (next != End && !new StageOneDescriptor(*next).IsValid)
        {
            next++;
        }

        va = Va + ((ulong)(next - Next) * Bytes);
        Va = va + Bytes;
        bool found = next != End;
        entry = new StageOneDescriptor(found ? *next : 0);
        Next = found ? next + 1 : next;
        return found;
    }
}
