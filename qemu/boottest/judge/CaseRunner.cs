using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Runs cases on a target and judges them.</summary>
/// <param name="target">What boots them.</param>
public sealed class CaseRunner(IBootTarget target)
{
    private readonly Lazy<Task<Version>> _qemuVersion = new(QemuRun.VersionAsync);
    private readonly Lazy<CpuCapNames> _names = new(() => CpuCapNames.Load(Repository.PathOf("patcher", "capabilities", "cpucaps.txt")));
    private readonly ConcurrentDictionary<string, CapabilityTable> _tables = new(StringComparer.Ordinal);

    /// <summary>Runs all, as many at a time as asked for and the target can; results come in the order of the cases.</summary>
    public async IAsyncEnumerable<CaseResult> RunAsync(
        IReadOnlyList<TestCase> tests, int parallel, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using SemaphoreSlim free = new(Math.Min(parallel, target.Capacity));
        Task<CaseResult>[] results = [.. tests.Select(test => WhenFreeAsync(free, test, stop.Token))];
        try
        {
            foreach (Task<CaseResult> result in results)
            {
                yield return await result;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(results).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Runs one case.</summary>
    public async Task<CaseResult> RunAsync(TestCase test, CancellationToken cancellation = default)
    {
        if (await ReasonToSkipAsync(test) is { } reason)
        {
            return new CaseResult(test, Outcome.Skipped, [reason], null, TimeSpan.Zero);
        }

        if (!File.Exists(test.Boot.Image))
        {
            return new CaseResult(test, Outcome.Failed, [$"no image at {test.Boot.Image}: build it first"], null, TimeSpan.Zero);
        }

        CapabilityTable? table = test.Capabilities is { } path ? await TableAsync(path) : null;
        Stopwatch time = Stopwatch.StartNew();
        BootLog log = await target.RunAsync(test, cancellation);
        (Outcome outcome, IReadOnlyList<string> findings) =
            Judge.Of(test, log, log => table?.Differences(test.CapabilitiesOf, log, _names.Value) ?? []);
        return new CaseResult(test, outcome, findings, log, time.Elapsed);
    }

    private async Task<CaseResult> WhenFreeAsync(SemaphoreSlim free, TestCase test, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation);
        try
        {
            return await RunAsync(test, cancellation);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<string?> ReasonToSkipAsync(TestCase test)
    {
        return test.Skip ?? (test.Needs.FirstOrDefault(path => !File.Exists(path)) is { } missing ? $"needs {missing}"
            : test.NeedsQemu is { } wanted && target is QemuTarget && await _qemuVersion.Value is { } version && version < wanted
                ? $"needs QEMU {wanted}, this is {version}"
            : null);
    }

    private async Task<CapabilityTable> TableAsync(string path)
    {
        Version version = await _qemuVersion.Value;
        return _tables.GetOrAdd(path, path => CapabilityTable.Load(path, version));
    }
}
