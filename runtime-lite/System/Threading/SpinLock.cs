using Internal.Runtime.CompilerHelpers;

namespace System.Threading;

/// <summary>
/// A lock for a few instructions: a core that waits for it spins. It knows which core holds it, as .NET's knows the thread. To enter it
/// twice, or to leave it without having entered, is a panic. Don't copy it.
/// </summary>
public struct SpinLock
{
    private const int Free = 0;

    // The number of the core that holds it, plus 1.
    private int _owner;

    public bool IsHeld => Volatile.Read(ref _owner) != Free;

    public bool IsHeldByCurrentThread => Volatile.Read(ref _owner) == Self;

    private static int Self => Thread.GetCurrentProcessorId() + 1;

    /// <summary>Waits until the lock is free, and takes it.</summary>
    /// <param name="lockTaken">False before, true after.</param>
    public void Enter(ref bool lockTaken)
    {
        TryEnter(ref lockTaken);
        while (!lockTaken)
        {
            // A read leaves the cache line with the core that is to free it; ask for the line only once it is free.
            while (IsHeld)
            {
                Thread.SpinWait(1);
            }

            TryEnter(ref lockTaken);
        }
    }

    /// <summary>Takes the lock where it is free.</summary>
    /// <param name="lockTaken">False before; after, whether it is taken.</param>
    public void TryEnter(ref bool lockTaken)
    {
        if (lockTaken)
        {
            ThrowHelpers.ThrowArgumentException();
        }

        int self = Self;
        int owner = Interlocked.CompareExchange(ref _owner, self, Free);
        if (owner == self)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        lockTaken = owner == Free;
    }

    /// <summary>Frees the lock.</summary>
    public void Exit()
    {
        if (!IsHeldByCurrentThread)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        Volatile.Write(ref _owner, Free);
    }
}
