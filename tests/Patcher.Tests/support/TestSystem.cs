using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Cores that start one after the other, as boot takes them into account. Each is one of data/captured-cores.txt, with a slash before each
/// register that is another's: <c>cortex-a53 cortex-a72/revidr=0x100/ctr=0x84448003</c>.
/// </summary>
internal sealed class TestSystem
{
    private readonly byte[] _arguments;
    private readonly IdRegisters _bootHardware;
    private readonly List<int> _leftOut = [];
    private readonly List<string> _variations = [];
    private int _next;

    public CpuSystem Cpus;

    public TestSystem(string cores, string arguments = "", int? count = null)
    {
        string[] names = cores.Split(' ');
        _arguments = Encoding.ASCII.GetBytes(arguments);
        _bootHardware = Hardware(names[0]);
        CpuCore.CreateBootCore<ArgumentErrors>(_bootHardware, count ?? names.Length, new BootArguments(_arguments), out CpuCore boot);
        Cpus.Add(boot);
        _next = 1;
        foreach (string name in names.Skip(1))
        {
            Add(name);
        }
    }

    /// <summary>Numbers of the cores that the boot pass has shut out.</summary>
    public IReadOnlyList<int> LeftOut => _leftOut;

    /// <summary>Strict registers that aren't the boot core's, as "1 ctr".</summary>
    public IReadOnlyList<string> Variations => _variations;

    /// <summary>What is decided when all of the cores have come, none of which is left out.</summary>
    public static CpuSystem Complete(string cores, string arguments = "")
    {
        TestSystem system = new(cores, arguments);
        Assert.Empty(system.LeftOut);
        system.Cpus.Complete();
        return system.Cpus;
    }

    /// <summary>Names of a set of capabilities, in their order.</summary>
    public static string Names(CpuCapSet set) => string.Join(
        ' ',
        Enumerable.Range(0, CpuCaps.Count).Select(cap => (CpuCap)cap).Where(set.Has).Select(cap => TestData.String(CpuCaps.Name(cap))));

    /// <summary>Override names of a set of registers, in their order.</summary>
    public static string Names(IdRegisterSet set) =>
        string.Join(' ', Enum.GetValues<IdRegister>().Where(set.Has).Select(register => TestData.String(IdRegisters.Name(register))));

    public void Add(string name)
    {
        CpuCore core = Create(name);
        IdRegisterSet unlike = SanitisedRegisters.Compare(Cpus.BootCore, core.Registers);
        _variations.AddRange(Names(unlike).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(register => $"{_next} {register}"));
        if (Cpus.EarlyConflicts(core).IsEmpty)
        {
            Cpus.Add(core);
        }
        else
        {
            _leftOut.Add(_next);
        }

        _next++;
    }

    /// <summary>Why a core that comes now can't join.</summary>
    public CpuConflicts Late(string name) => Cpus.Conflicts(Create(name));

    public CpuCore Create(string name)
    {
        CpuCore.Create<ArgumentErrors>(_next, Hardware(name), _bootHardware, new BootArguments(_arguments), out CpuCore core);
        return core;
    }

    private static IdRegisters Hardware(string text)
    {
        string[] parts = text.Split('/');
        IdRegisters registers = CapturedCore.Named(parts[0]).Hardware;
        foreach (string[] change in parts.Skip(1).Select(part => part.Split("=0x")))
        {
            Assert.True(IdRegisters.TryFind(Encoding.ASCII.GetBytes(change[0]), out IdRegister register), change[0]);
            registers.Set(register, ulong.Parse(change[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }

        return registers;
    }
}
