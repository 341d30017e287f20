using System;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Does what the boot argument <c>test=</c> names. Each of these must end the boot; coming back is a failure.</summary>
internal static class Program
{
    public static int Main(BootArguments arguments)
    {
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("test"u8))
            {
                Log.Begin();
                Log.Text("test: "u8);
                Log.Text(argument.Value);
                Log.End();
                Faults.Run(argument.Value);
                Log.Line("test: came back"u8);
                return 1;
            }
        }

        return 0;
    }
}
