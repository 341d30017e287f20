using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// Everything that can run while text is being written, word by word: from the roots and vectors along branches, calls, fall-through,
/// jump tables and every function whose address is taken. What can't be followed is remembered for the check.
/// </summary>
internal sealed class PatchClosure
{
    private const int Vectors = 16;
    private const ulong VectorBytes = 0x80;

    private readonly ImageText _text;
    private readonly TextReferences _references;
    private readonly Dictionary<ulong, List<ulong>> _calls = [];
    private readonly Queue<(ulong Address, ulong From)> _open = [];

    /// <summary>By word of text: the VA of the instruction that led here first, its own for a start, 0 where nothing leads.</summary>
    private readonly ulong[] _from;

    private readonly List<ulong> _unknown = [];
    private readonly List<(ulong From, ulong To)> _strays = [];
    private readonly List<PatternLine> _missing = [];
    private readonly List<CodeFunction> _functions = [];

    public PatchClosure(ElfFile elf, ImageText text, TextReferences references, SafetyRules rules)
    {
        _text = text;
        _references = references;
        _from = new ulong[text.IndexOf(text.End)];
        var names = new NamedCode(elf, text);
        ReadCalls(names, rules);
        foreach (PatternLine line in rules.Roots)
        {
            Start(names, line, 1);
        }

        foreach (PatternLine line in rules.Vectors)
        {
            Start(names, line, Vectors);
        }

        while (_open.TryDequeue(out (ulong Address, ulong From) next))
        {
            Follow(next.Address, next.From);
        }

        CollectFunctions();
    }

    /// <summary>Those of which at least one instruction is reached, in address order.</summary>
    public IReadOnlyList<CodeFunction> Functions => _functions;

    /// <summary>VAs of BR and BLR whose targets aren't known.</summary>
    public IReadOnlyList<ulong> UnknownTargets => _unknown;

    /// <summary>Where control leaves the instructions of text.</summary>
    public IReadOnlyList<(ulong From, ulong To)> Strays => _strays;

    /// <summary>Rules that name nothing in the Image.</summary>
    public IReadOnlyList<PatternLine> MissingNames => _missing;

    public bool Reaches(ulong address) => _text.Contains(address) && _from[_text.IndexOf(address)] != 0;

    /// <summary>How an address is reached: <c>TextCommit.Apply+0x10 -> TextCommit.Maintain+0x24 -> bm_clean</c>.</summary>
    public string Chain(ulong address)
    {
        var steps = new List<string> { _text.Functions.Describe(address) };
        for (ulong at = address, from; (from = _from[_text.IndexOf(at)]) != at; at = from)
        {
            if (_text.Functions.Find(from) != _text.Functions.Find(at))
            {
                steps.Add(_text.Functions.Describe(from));
            }
        }

        steps.Reverse();
        return string.Join(" -> ", steps);
    }

    /// <summary>The function that first led into one, or null for a start.</summary>
    public CodeFunction? CallerOf(CodeFunction function)
    {
        for (ulong address = function.Start; address < function.End; address += sizeof(uint))
        {
            ulong from = _from[_text.IndexOf(address)];
            if (from != 0 && (from == address || _text.Functions.Find(from) != function))
            {
                return from == address ? null : _text.Functions.Find(from);
            }
        }

        return null;
    }

    private void ReadCalls(NamedCode names, SafetyRules rules)
    {
        foreach (PatternLine line in rules.Calls)
        {
            SortedSet<ulong> callers = names.Find(line);
            SortedSet<ulong> targets = names.Find(line with { Pattern = line.Rest });
            if (callers.Count == 0 || targets.Count == 0)
            {
                _missing.Add(line);
            }

            foreach (ulong caller in callers)
            {
                _calls.TryAdd(caller, []);
                _calls[caller].AddRange(targets);
            }
        }
    }

    private void Start(NamedCode names, PatternLine line, int entries)
    {
        SortedSet<ulong> starts = names.Find(line);
        if (starts.Count == 0)
        {
            _missing.Add(line);
        }

        foreach (ulong start in starts)
        {
            for (int i = 0; i < entries; i++)
            {
                ulong entry = start + ((ulong)i * VectorBytes);
                _open.Enqueue((entry, entry));
            }
        }
    }

    /// <summary>Goes on word by word until control goes elsewhere or has been there.</summary>
    private void Follow(ulong address, ulong from)
    {
        for (; ; from = address, address += sizeof(uint))
        {
            if (!_text.IsCode(address))
            {
                _strays.Add((from, address));
                return;
            }

            ref ulong known = ref _from[_text.IndexOf(address)];
            if (known != 0)
            {
                return;
            }

            known = from;
            Instruction instruction = _text.At(address);
            OpenAddresses(instruction);
            if (!OpenTargets(instruction))
            {
                return;
            }
        }
    }

    /// <summary>Whoever takes the address of code may call it.</summary>
    private void OpenAddresses(Instruction instruction)
    {
        OpenCode(_references.At(instruction.Address), instruction.Address);
        OpenCode(instruction.NamedAddress, instruction.Address);
        if (instruction.Literal is { } literal)
        {
            OpenCode(_references.At(literal), instruction.Address);
        }
    }

    private void OpenCode(ulong? address, ulong from)
    {
        if (address is { } code && _text.IsCode(code))
        {
            _open.Enqueue((code, from));
        }
    }

    /// <summary>Whether the next instruction can run, too.</summary>
    private bool OpenTargets(Instruction instruction)
    {
        Flow flow = instruction.Flow;
        if (instruction.Target is { } target)
        {
            _open.Enqueue((target, instruction.Address));
        }

        if (flow is Flow.IndirectBranch or Flow.IndirectCall)
        {
            OpenIndirect(instruction.Address);
        }

        return flow is Flow.Next or Flow.ConditionalBranch or Flow.Call or Flow.IndirectCall;
    }

    private void OpenIndirect(ulong branch)
    {
        IReadOnlyList<ulong> targets = IndirectTargets(branch);
        if (targets.Count == 0)
        {
            _unknown.Add(branch);
        }

        foreach (ulong target in targets)
        {
            _open.Enqueue((target, branch));
        }
    }

    private IReadOnlyList<ulong> IndirectTargets(ulong branch)
    {
        if (_text.JumpTables.TryGetValue(branch, out JumpTable? table))
        {
            return table.Targets;
        }

        return _text.Functions.Find(branch) is { } function && _calls.TryGetValue(function.Start, out List<ulong>? targets) ? targets : [];
    }

    private void CollectFunctions()
    {
        for (int i = 0; i < _from.Length; i++)
        {
            ulong address = _text.Start + ((ulong)i * sizeof(uint));
            if (_from[i] != 0 && _text.Functions.Find(address) is { } function && (_functions.Count == 0 || _functions[^1] != function))
            {
                _functions.Add(function);
            }
        }
    }
}
