using System;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Suite;

/// <summary>What <c>make tests</c> and <c>make proof</c> run.</summary>
internal static class Program
{
    private const string Usage = """
        suite list [AREA]     tests by area with counts; with AREA the tests of the areas that start so
        suite rules           rules, and the tests that hold them
        suite linux           what Linux's alternatives have, and the tests of it here
        suite proof [PART]    run the parts that are stale or failed, or the named one
        suite stale           say which parts are stale or failed; exit status 0 all the same
        """;

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RunAsync(arguments);
        }
        catch (SuiteException e)
        {
            await Console.Error.WriteLineAsync($"suite: {e.Message}");
            return 2;
        }
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        Proof proof = new(Repository.Root, Proof.Folder);
        switch (arguments)
        {
            case ["list"]:
                await TestPrinter.AreasAsync(Console.Out, "");
                return 0;
            case ["list", string area]:
                await TestPrinter.AreasAsync(Console.Out, area);
                return 0;
            case ["rules"]:
                await TestPrinter.ByAsync(Console.Out, "Rule");
                return 0;
            case ["linux"]:
                await TestPrinter.ByAsync(Console.Out, "Linux");
                return 0;
            case ["proof"]:
                return await ProofRun.AllAsync(proof, Console.Out);
            case ["proof", string part]:
                return await ProofRun.OneAsync(proof, part, Console.Out);
            case ["stale"]:
                ProofPrinter.Stale(proof, Console.Out);
                return 0;
            default:
                throw new SuiteException($"{string.Join(' ', arguments)}: no such command\n{Usage}");
        }
    }
}
