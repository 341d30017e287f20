using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Boot.Cpu;
using Internal.Runtime.CompilerHelpers;

namespace BareMetal.Threading;

/// <summary>
/// Where cores wait for each other: all that have arrived go on when the last one comes. As often as wanted. All of them must be
/// running: give them the work first, or use <see cref="Cores.RunOnAll"/>.
/// </summary>
// SAFETY: a barrier that cores share lies in a static or in memory that outlives their waits, so its words don't move.
public unsafe struct CoreBarrier
{
    private readonly uint _participants;
    private uint _arrived;
    private uint _phase;

    /// <param name="participants">How many cores, 1 or more; <see cref="Cores.Count"/> for all.</param>
    public CoreBarrier(int participants)
    {
        if (participants < 1)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        _participants = (uint)participants;
        _phase = 0;
    }

    /// <summary>How many cores it is for.</summary>
    public readonly int Participants => (int)_participants;

    /// <summary>Arrives, and comes back when all have. What each wrote before is seen by all.</summary>
    public void SignalAndWait()
    {
        if (_participants == 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        // SAFETY: a barrier that cores share lies in a static field or in memory that outlives them; nothing moves it.
        uint* phase = (uint*)Unsafe.AsPointer(ref _phase);
        uint arrivedIn = Flag.Load(phase);
        if (Interlocked.Increment(ref _arrived) == _participants)
        {
            _arrived = 0;
            Flag.Store(phase, arrivedIn + 1);
            return;
        }

        while (Flag.Load(phase) == arrivedIn)
        {
            CoreWait.Pause();
        }
    }
}
