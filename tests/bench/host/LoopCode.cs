using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Show;

namespace BareMetal.Bench;

/// <summary>The code of a function that is a loop, as it runs after patching.</summary>
internal sealed class LoopCode
{
    private readonly ImageText _text;
    private readonly IReadOnlyDictionary<ulong, uint> _patches;
    private readonly List<Instruction> _function;
    private readonly List<Instruction> _loop;

    /// <param name="elf">The guest.</param>
    /// <param name="symbol">The function.</param>
    /// <param name="patches">By VA, the instructions that patching wrote.</param>
    public LoopCode(ElfFile elf, string symbol, IReadOnlyDictionary<ulong, uint> patches)
    {
        ElfSymbol function = elf.FindSymbol(symbol) ?? throw new BenchException($"the guest has no function {symbol}");
        _text = new ImageText(elf);
        _patches = patches;
        _function =
            [.. Patched()
                .Where(instruction => instruction.Address >= function.Value && instruction.Address < function.Value + function.Size)];
        Instruction end =
            _function.LastOrDefault(instruction => instruction.Flow == Flow.ConditionalBranch && instruction.Target < instruction.Address);
        _loop = [.. _function.Where(instruction => instruction.Address >= end.Target && instruction.Address <= end.Address)];
        Sites = [.. _loop.Where(instruction => patches.ContainsKey(instruction.Address))];
        if (_loop.Count == 0)
        {
            throw new BenchException($"{symbol} has no loop");
        }
    }

    /// <summary>Instructions of the loop.</summary>
    public int Length => _loop.Count;

    /// <summary>Instructions around the loop, those of a branch past it included.</summary>
    public int Around => _function.Count - _loop.Count;

    /// <summary>What stands where sites were.</summary>
    public IReadOnlyList<Instruction> Sites { get; }

    /// <summary>What runs where the loop calls, to its return; empty where the loop doesn't call.</summary>
    public IReadOnlyList<Instruction> Called()
    {
        Instruction call = _loop.Find(instruction => instruction.Flow == Flow.Call);
        var code = Patched().SkipWhile(instruction => call.Target is null || instruction.Address < call.Target).ToList();
        return code[..(code.FindIndex(instruction => instruction.Flow == Flow.Return) + 1)];
    }

    /// <summary>Whether anything in the function forms the address of data.</summary>
    public bool NamesData =>
        _function.Exists(instruction => instruction.IsAdrp || instruction.NamedAddress is not null || instruction.Literal is not null);

    /// <summary>The loop, disassembled.</summary>
    public IReadOnlyList<string> Text()
    {
        Dictionary<ulong, string> text =
            GnuDisassembler.Run(_loop.ToDictionary(instruction => instruction.Address, instruction => instruction.Word));
        return [.. _loop.Select(
            instruction => instruction.Target is null ? text[instruction.Address] : WithoutTarget(text[instruction.Address]))];
    }

    private IEnumerable<Instruction> Patched() =>
        _text.Instructions.Select(
            instruction => _patches.TryGetValue(instruction.Address, out uint word) ? instruction with { Word = word } : instruction);

    private static string WithoutTarget(string branch) => branch[..branch.LastIndexOf("0x", StringComparison.Ordinal)].TrimEnd(' ', ',');
}
