using System;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

internal static class Program
{
    private const int UsageError = 2;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["matrix"])
        {
            return await MatrixRun.RunAsync(Console.Out, Repository.PathOf("out", "matrix"));
        }

        await Console.Error.WriteLineAsync("usage: boottest matrix");
        return UsageError;
    }
}
