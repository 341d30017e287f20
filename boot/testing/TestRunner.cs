using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Testing;

/// <summary>
/// Runs the tests of a program in its place, one after the other. A boot argument <c>test.first=</c> leaves out the ones before
/// that.
/// </summary>
// SAFETY: the build lays out the table between the two symbols as TestEntry says.
internal static unsafe class TestRunner
{
    private static ReadOnlySpan<TestEntry> Tests
    {
        get
        {
            ulong start = LinkerSymbol.AddressOf(&TableStart);
            return new ReadOnlySpan<TestEntry>((void*)start, (int)((LinkerSymbol.AddressOf(&TableEnd) - start) / (ulong)sizeof(TestEntry)));
        }
    }

    /// <summary>0 where none failed.</summary>
    public static int Run(BootArguments arguments)
    {
        ReadOnlySpan<TestEntry> tests = Tests;
        int first = FirstOf(arguments);
        TestReport.Begin(tests.Length, first);
        for (int index = 0; index < tests.Length; index++)
        {
            TestReport.List(index, tests[index]);
        }

        int failed = 0;
        int run = 0;
        for (int index = first; index < tests.Length; index++, run++)
        {
            TestReport.Start(index, tests[index]);
            ulong start = LogCounter.Read();
            TestOutcome outcome = TestRun.Of(tests[index]);
            TestReport.Result(index, tests[index], outcome, LogCounter.Read() - start);
            failed += outcome == TestOutcome.Failed ? 1 : 0;
        }

        TestReport.Finish(run);
        return failed;
    }

    private static int FirstOf(BootArguments arguments)
    {
        int first = 0;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("test.first"u8))
            {
                foreach (byte digit in argument.Value)
                {
                    first = (first * 10) + digit - '0';
                }
            }
        }

        return first;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_tests")]
    private static extern void TableStart();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_tests_end")]
    private static extern void TableEnd();
}
