using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Patcher;

namespace BareMetal.Fuzz.Tests;

/// <summary>
/// One instruction executed twice: as it is, where it lies in its replacement, and as <see cref="Relocation"/> moves it, at the site.
/// Registers, flags and memory are the same before; afterwards they must be the same, too.
/// </summary>
internal sealed class ExecutedMove : IDisposable
{
    private const int CasesOfCore = 200;
    private const ulong Scratch = 0x7000_0000_0000;

    private readonly Random _random;
    private readonly byte[] _before = new byte[Unicorn.PageBytes];
    private readonly byte[] _after = new byte[Unicorn.PageBytes];
    private readonly byte[] _afterMoved = new byte[Unicorn.PageBytes];
    private Unicorn _core = new();
    private int _cases;

    public ExecutedMove(int seed)
    {
        _random = new Random(seed);
        _core.Map(Scratch);
    }

    /// <summary>What Unicorn said of the last instruction: 0, or a number.</summary>
    public int Error { get; private set; }

    /// <summary>Whether the last one went elsewhere than to the next instruction.</summary>
    public bool HasBranched { get; private set; }

    /// <summary>Executes it both ways.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="from">Where it lies.</param>
    /// <param name="to">Where the moved one lies.</param>
    /// <param name="moved">The moved one.</param>
    /// <param name="isRelative">Whether it names a place of its replacement, which the moved one has to name in the site.</param>
    /// <returns>What differs afterwards; empty where nothing does.</returns>
    public string Run(uint instruction, ulong from, ulong to, uint moved, bool isRelative = false)
    {
        Renew();
        ulong target = PcRelative.Target(PcRelative.Form(instruction), instruction, new(from)).Value;
        HashSet<ulong> pages = [Page(from), Page(from + 4), Page(to), Page(to + 4)];
        if (PcRelative.IsBranch(PcRelative.Form(instruction)))
        {
            pages.UnionWith([Page(target), Page(to + (target - from))]);
        }

        foreach (ulong page in pages)
        {
            _core.Map(page);
        }

        ulong[] registers = Registers();
        _random.NextBytes(_before);
        ulong[] one = [.. registers];
        ulong[] other = [.. registers];
        Error = Step(instruction, from, one, _after);
        int error = Step(moved, to, other, _afterMoved);
        foreach (ulong page in pages)
        {
            _core.Unmap(page);
        }

        HasBranched = one[Unicorn.ProgramCounter] != from + 4;
        return Compare(one, other, from, to, error, isRelative);
    }

    public void Dispose() => _core.Dispose();

    // Translations of what was at an address before may be left.
    private void Renew()
    {
        if (++_cases % CasesOfCore == 0)
        {
            _core.Dispose();
            _core = new Unicorn();
            _core.Map(Scratch);
        }
    }

    private int Step(uint instruction, ulong address, ulong[] registers, byte[] memory)
    {
        registers[Unicorn.ProgramCounter] = address;
        _core.Write(Scratch, _before);
        _core.Write(address, BitConverter.GetBytes(instruction));
        int error = _core.Step(registers);
        _core.Read(Scratch, memory);
        return error;
    }

    // Half of them lead into memory, a few are zero, the others are anything.
    private ulong[] Registers()
    {
        ulong[] registers = new ulong[Unicorn.RegisterCount];
        for (int index = 0; index < Unicorn.ProgramCounter; index++)
        {
            registers[index] = _random.Next(8) switch
            {
                < 4 => Scratch + 1024 + (ulong)_random.Next(128) * 16,
                4 => 0,
                5 => (ulong)_random.Next(256),
                _ => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
            };
        }

        registers[Unicorn.StackPointer] = Scratch + 2048;
        registers[Unicorn.Flags] = (ulong)_random.Next(16) << 28;
        return registers;
    }

    private string Compare(ulong[] one, ulong[] other, ulong from, ulong to, int error, bool isRelative)
    {
        List<string> differences = [];
        for (int index = 0; index < Unicorn.RegisterCount; index++)
        {
            // Where to return to, and what comes next, is right after each of the two; an undefined instruction goes nowhere.
            bool isBehind = index is Unicorn.LinkRegister or Unicorn.ProgramCounter && one[index] == from + 4;
            bool isUndefined = index == Unicorn.ProgramCounter && one[index] == from && Error != 0;
            bool isMoved = isBehind || isUndefined || (isRelative && (index == Unicorn.ProgramCounter || one[index] - from + 64 <= 128));
            if (other[index] != (isMoved ? one[index] - from + to : one[index]))
            {
                differences.Add($"register {index}: 0x{one[index]:x}, moved 0x{other[index]:x}");
            }
        }

        if (Error != error)
        {
            differences.Add($"error {Error}, moved {error}");
        }

        if (!_after.AsSpan().SequenceEqual(_afterMoved))
        {
            differences.Add("memory");
        }

        return string.Join("; ", differences);
    }

    private static ulong Page(ulong address) => address & ~(ulong)(Unicorn.PageBytes - 1);
}
