using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>Starts every core that boot has left off, one after the other, and says what came of it.</summary>
internal static class LateCores
{
    /// <summary>0 where all came.</summary>
    public static int Run(BootArguments arguments)
    {
        int failed = 0;
        for (int index = 1; index < CoreTable.Count; index++)
        {
            CoreError error = CoreStarter.TryStart(index, ThisMachine.Board, arguments);
            Log.Begin();
            Log.Text("late: CPU"u8);
            Log.Decimal((ulong)index);
            Log.Text(error == CoreError.None && CoreTable.IsOnline(index) ? " is online"u8 : " is not online"u8);
            Log.End();
            failed += error == CoreError.None ? 0 : 1;
        }

        return failed;
    }
}
