using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>
/// Follows the <c>@test</c> lines of one boot or several. A test has passed only where its start and its end came, whole, with nothing
/// damaged between them; whatever else comes, or doesn't, is a failure.
/// </summary>
/// <param name="ended">Hears of each test as soon as it has an outcome.</param>
public sealed class GuestTestReport(Action<GuestTest> ended)
{
    // More than an Image has room for: a number that came damaged takes no memory.
    private const int MaximumTests = 1_000_000;

    private const long MaximumMicroseconds = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    private readonly List<string> _problems = [];
    private GuestTest[] _tests = [];
    private int _first;
    private int _next;
    private int _listed;
    private int _run;
    private bool _failed;
    private bool _hasBegun;
    private bool _isRunning;
    private bool _hasFinished;

    /// <summary>All tests of the Image, once a boot has said how many there are.</summary>
    public IReadOnlyList<GuestTest> Tests => _tests;

    /// <summary>What is wrong beside the tests; any of it is a failure.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A boot starts that runs the tests from <paramref name="first"/> on.</summary>
    public void Begin(int first)
    {
        (_first, _next, _run, _listed) = (first, first, 0, 0);
        (_failed, _hasBegun, _isRunning, _hasFinished) = (false, false, false, false);
    }

    /// <summary>A serial line.</summary>
    /// <returns>Whether it is of a report, so that the boot is getting on.</returns>
    public bool Add(string line)
    {
        try
        {
            if (GuestTestEvent.Parse(line) is { } report)
            {
                Read(report);
                return true;
            }

            if (_isRunning)
            {
                _tests[_next].Print(line);
            }
        }
        catch (InvalidDataException exception)
        {
            Damage(exception.Message);
        }

        return false;
    }

    /// <summary>The boot is over.</summary>
    /// <param name="why">What ended it, in words.</param>
    /// <param name="passed">Whether that is a verdict of PASS.</param>
    /// <returns>The first test of a further boot; null where there is nothing left that one could run.</returns>
    public int? End(string why, bool passed)
    {
        if (_hasFinished)
        {
            if (passed == _failed)
            {
                _problems.Add($"{why}, but {(_failed ? "a test" : "no test")} of this boot failed");
            }

            return null;
        }

        if (_isRunning)
        {
            Finish(Outcome.Failed, $"the boot ended in it: {why}");
        }
        else
        {
            _problems.Add(_hasBegun ? $"the boot ended between tests: {why}" : $"no test was run: {why}");
        }

        return _next > _first && _next < _tests.Length ? _next : null;
    }

    /// <summary>No boot follows: what has no outcome has failed.</summary>
    public void Close()
    {
        for (int index = 0; index < _tests.Length; index++)
        {
            if (_tests[index].Outcome is null)
            {
                _tests[index].End(Outcome.Failed, "it wasn't run");
                ended(_tests[index]);
            }
        }
    }

    private void Read(GuestTestEvent line)
    {
        switch (line.Event)
        {
            case "begin":
                Require(!_hasBegun, "a second begin: the machine started again");
                Require(line.First == _first, $"the first test is {line.First}, expected {_first}");
                Require(line.Tests is > 0 and <= MaximumTests && (_tests.Length == 0 || _tests.Length == line.Tests),
                    $"{line.Tests} tests announced");
                _tests = _tests.Length == 0 ? [.. Enumerable.Range(0, line.Tests).Select(index => new GuestTest(index))] : _tests;
                _hasBegun = true;
                break;
            case "list":
                Find(line).Describe(line);
                Require(line.Index == _listed++, $"test {line.Index} was listed out of order");
                break;
            case "start":
                Start(line);
                break;
            case "end":
                GuestTest test = Find(line);
                Require(_isRunning && line.Index == _next, $"{test.Name} ended, and had not been started");
                Require(line.Microseconds is >= 0 and <= MaximumMicroseconds, $"{test.Name} took {line.Microseconds} microseconds");
                Finish(OutcomeOf(line), line.Message ?? "", TimeSpan.FromMicroseconds(line.Microseconds));
                break;
            case "finish":
                Require(_hasBegun && !_isRunning && line.Run == _run && _next == _tests.Length,
                    $"{line.Run} tests were run as announced, {_run} as received");
                Require(_listed == _tests.Length, $"{_listed} of {_tests.Length} tests were listed");
                _hasFinished = true;
                break;
            default:
                throw new InvalidDataException($"an event of an unknown kind, {line.Event}");
        }
    }

    // Ends that were lost are of tests that failed.
    private void Start(GuestTestEvent line)
    {
        GuestTest test = Find(line);
        if (_isRunning && line.Index == _next + 1)
        {
            Finish(Outcome.Inconclusive, "its end did not come, or came damaged");
        }

        while (_next < line.Index && !_isRunning)
        {
            Finish(Outcome.Inconclusive, "its start did not come, or came damaged");
        }

        Require(!_isRunning && line.Index == _next, $"{test.Name} was started out of order");
        test.Describe(line);
        _isRunning = true;
    }

    private void Finish(Outcome outcome, string message, TimeSpan duration = default)
    {
        GuestTest test = _tests[_next];
        _isRunning = false;
        _next++;
        _run++;
        _failed |= outcome == Outcome.Failed;
        if (test.Outcome is null)
        {
            test.End(outcome, message, duration);
            ended(test);
        }
    }

    private static Outcome OutcomeOf(GuestTestEvent line) => line.Result switch
    {
        "passed" => Outcome.Passed,
        "failed" => Outcome.Failed,
        "skipped" => Outcome.Skipped,
        _ => throw new InvalidDataException($"a result of an unknown kind, {line.Result}"),
    };

    private GuestTest Find(GuestTestEvent line)
    {
        Require(_hasBegun, $"{line.Event} before begin");
        Require(line.Index >= 0 && line.Index < _tests.Length, $"test {line.Index} of {_tests.Length}");
        return _tests[line.Index];
    }

    // Of the test that is running, so that it fails by name; else of the boot.
    private void Damage(string text)
    {
        if (_isRunning && _tests[_next].Outcome is null)
        {
            _tests[_next].End(Outcome.Inconclusive, $"report: {text}");
            ended(_tests[_next]);
        }
        else
        {
            _problems.Add($"report: {text}");
        }
    }

    private static void Require(bool condition, string text)
    {
        if (!condition)
        {
            throw new InvalidDataException(text);
        }
    }
}
