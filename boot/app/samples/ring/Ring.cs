using System.Runtime.CompilerServices;
using System.Threading;

/// <summary>
/// A queue of up to <see cref="Capacity"/> values for any number of producers and consumers, without a lock: each slot has a turn, which
/// says whether it is empty, full, or being written (D. Vyukov's bounded queue). All its atomics are single instructions where the
/// CPU has LSE.
/// </summary>
internal struct Ring
{
    public const int Capacity = 64;

    private Slots _slots;
    private uint _head;
    private uint _tail;

    /// <summary>Must be called once, before anything else.</summary>
    public void Initialize()
    {
        for (int i = 0; i < Capacity; i++)
        {
            _slots[i].Turn = (uint)i;
        }
    }

    /// <summary>Puts a value at the end; false where the ring is full.</summary>
    public bool TryEnqueue(ulong value)
    {
        while (true)
        {
            uint tail = Volatile.Read(ref _tail);
            ref Slot slot = ref _slots[(int)(tail % Capacity)];
            int lead = (int)(Volatile.Read(ref slot.Turn) - tail);
            if (lead < 0)
            {
                return false;
            }

            if (lead == 0 && Interlocked.CompareExchange(ref _tail, tail + 1, tail) == tail)
            {
                slot.Value = value;
                Volatile.Write(ref slot.Turn, tail + 1);
                return true;
            }
        }
    }

    /// <summary>Takes the value at the start; false where the ring is empty.</summary>
    public bool TryDequeue(out ulong value)
    {
        while (true)
        {
            uint head = Volatile.Read(ref _head);
            ref Slot slot = ref _slots[(int)(head % Capacity)];
            int lead = (int)(Volatile.Read(ref slot.Turn) - (head + 1));
            if (lead < 0)
            {
                value = 0;
                return false;
            }

            if (lead == 0 && Interlocked.CompareExchange(ref _head, head + 1, head) == head)
            {
                value = slot.Value;
                Volatile.Write(ref slot.Turn, head + Capacity);
                return true;
            }
        }
    }

    private struct Slot
    {
        public uint Turn;
        public ulong Value;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private Slot _first;
    }
}
