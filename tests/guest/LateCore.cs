using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary><c>late=N</c>: starts core N when everything is patched.</summary>
internal static class LateCore
{
    /// <summary>Starts it, and says whether it is online then.</summary>
    public static void Start(int index, BootArguments arguments)
    {
        bool isOnline = CoreStarter.TryStart(index, KernelMain.Board, arguments) == CoreError.None && CoreTable.IsOnline(index);
        Log.Begin();
        Log.Text("late: CPU"u8);
        Log.Decimal((ulong)index);
        Log.Text(isOnline ? " is online"u8 : " is not online"u8);
        Log.End();
    }
}
