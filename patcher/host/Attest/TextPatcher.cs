using System;
using System.Collections.Generic;
using BareMetal.AltTool.Replay;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// Does on this machine what a boot did to its text: decides by what the boot recorded, and runs both passes over a copy.
/// </summary>
// SAFETY: the plan points into two arrays that Patch pins for as long as it runs; nothing reads the plan later.
internal sealed unsafe class TextPatcher
{
    private readonly ReportedBoot _boot;
    private readonly ReportedInputs _reported;
    private readonly byte[] _arguments;
    private readonly List<string> _errors = [];
    private readonly List<string> _findings = [];
    private CpuSystem _system;
    private AltInputs _inputs;
    private AltPlan _plan;

    private TextPatcher(BootRecord record)
    {
        _boot = record.Boot;
        _reported = record.Inputs;
        _arguments = SerialText.ToBytes(record.Inputs.BootArguments);
    }

    /// <param name="image">What was booted.</param>
    /// <param name="record">What decided.</param>
    /// <param name="callbacks">The callbacks of the Image.</param>
    public static PatchedText Run(LinkedImage image, BootRecord record, CallbackAssembly callbacks)
    {
        byte[] text = image.Text.ToArray();
        TextPatcher patcher = new(record);
        HostText.Use(text, image.Symbols.TextStart);
        HostCallbacks.Use(callbacks);
        HostErrors.Use(patcher._errors);
        patcher.Patch(image);
        return new PatchedText(text, patcher._errors, patcher._findings, patcher._inputs.Capabilities);
    }

    private void Patch(LinkedImage image)
    {
        AltTable table = AltTable.Of(image.Elf);
        byte[] entries = image.Elf.FindSection(AltTable.SectionName)?.Data.ToArray() ?? [];
        ulong address = image.Elf.FindSection(AltTable.SectionName)?.Address ?? 0;
        CodeAddress start = new(image.Symbols.TextStart);
        CodeAddress end = new(image.Symbols.TextEnd);
        byte[] arena = new byte[AltArena.BytesFor((nuint)image.Text.Length / A64.WordBytes, table.Entries.Count, table.Words)];
        fixed (byte* entryMemory = entries, arenaMemory = arena)
        {
            AltRegion region = new((AltInstr*)entryMemory, address, (nuint)entries.Length, start, end);
            _plan = new AltPlan(region, new AltArena(arenaMemory, (nuint)arena.Length, region));
            AddBootCore();
            bool applied = Alternatives<HostText, HostCallbacks, HostErrors>.Validate(ref _plan) && TryApply(AltPass.Boot);
            AddOtherCores();
            if (applied)
            {
                TryApply(AltPass.System);
            }
        }
    }

    private void AddBootCore()
    {
        CpuCore.CreateBootCore<HostErrors>(_boot.Cores[0].Hardware, _boot.CoreCount, new BootArguments(_arguments), out CpuCore core);
        _system.Add(core);
        _inputs.Conduit = _reported.Conduit;
        _inputs.KimageVoffset = _reported.VirtualOffset;
        _inputs.CounterFrequency = _reported.CounterFrequency;
        UpdateInputs();
    }

    private void AddOtherCores()
    {
        for (int index = 1; index < _boot.Cores.Count; index++)
        {
            (int cpu, IdRegisters hardware) = _boot.Cores[index];
            CpuCore.Create<HostErrors>(cpu, hardware, _boot.Cores[0].Hardware, new BootArguments(_arguments), out CpuCore core);
            if (!_system.EarlyConflicts(core).IsEmpty)
            {
                _findings.Add($"CPU {cpu} took part in that boot, here it would be left out: `alt replay` says why");
            }

            _system.Add(core);
        }

        _system.Complete();
        UpdateInputs();
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            IdRegister register = (IdRegister)index;
            if (_system.Registers.Get(register) != _reported.Effective.Get(register))
            {
                _findings.Add(
                    $"{CpuText.Name(register)} counted as 0x{_reported.Effective.Get(register):x16} in that boot, " +
                    $"here as 0x{_system.Registers.Get(register):x16}");
            }
        }
    }

    private void UpdateInputs()
    {
        _inputs.Registers = _system.Registers;
        _inputs.Capabilities = _system.Capabilities;
        _inputs.BranchHistoryLoop = _system.BranchHistoryLoop;
    }

    private bool TryApply(AltPass pass)
    {
        AltSelection selection = AltSelection.Parse<HostErrors>(new BootArguments(_arguments), _plan.Region.Count);
        return Alternatives<HostText, HostCallbacks, HostErrors>.Plan(ref _plan, pass, _inputs, selection)
            && (IsDryRun() || Alternatives<HostText, HostCallbacks, HostErrors>.Commit(ref _plan, pass));
    }

    private bool IsDryRun()
    {
        foreach (BootArgument argument in new BootArguments(_arguments))
        {
            if (argument.Text.SequenceEqual("alt.dry-run"u8))
            {
                return true;
            }
        }

        return false;
    }
}
