using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Ending;

/// <summary>The callers of a method, by the frame records that ILC keeps in every one (AAPCS64, "The Frame Pointer").</summary>
// SAFETY: a frame is read only where all of it lies on this core's stacks.
internal static unsafe class Backtrace
{
    private const int MaximumFrames = 16;

    /// <summary>
    /// Writes a line for each return address from <paramref name="frame"/>, a VA, outwards; stops where a record leaves this core's stacks.
    /// </summary>
    public static void Write(ulong frame)
    {
        for (int count = 0; count < MaximumFrames && IsOnStack(frame); count++)
        {
            ulong returnAddress = ((ulong*)frame)[1];
            if (returnAddress == 0)
            {
                return;
            }

            Log.Begin();
            Log.Text("  called from "u8);
            SymbolLog.WriteCaller(returnAddress);
            Log.End();
            frame = *(ulong*)frame;
        }
    }

    /// <summary>The core that reports.</summary>
    public static void WriteCore()
    {
        Log.Begin();
        Log.Text("  on CPU"u8);
        Log.Decimal(Core.Current->Index);
        Log.End();
    }

    /// <summary>The frame of the method that calls this.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_frame_pointer")]
    public static extern ulong CurrentFrame();

    private static bool IsOnStack(ulong frame) => frame % 16 == 0 && Core.Current->HasOnStack(frame);
}
