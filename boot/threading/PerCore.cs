namespace BareMetal.Threading;

/// <summary>
/// A variable of which each core has its own, zero at first, in the core's own page: no two cores write to the same cache line. Made by
/// <c>new</c> at run time, once and for ever; copies mean the same variable. There is room for about 50 of up to 64 bytes.
/// </summary>
/// <typeparam name="T">Its type.</typeparam>
// SAFETY: the offset was given out for a T of this size, and lies in every core's page; T has no references.
public readonly unsafe struct PerCore<T>
    where T : unmanaged
{
    private readonly uint _offset;

    /// <summary>Takes a place in the page of every core; a panic where there is none left.</summary>
    public PerCore() => _offset = CoreStorage.Allocate((uint)sizeof(T));

    /// <summary>That of the core that runs this.</summary>
    public ref T Current => ref *(T*)(CoreStorage.Current + CoreStorage.Checked(_offset));

    /// <summary>That of a core that is online; a panic for one that was never started.</summary>
    /// <param name="core">Its number.</param>
    public ref T this[int core] => ref *(T*)(CoreStorage.Of(core) + CoreStorage.Checked(_offset));
}
