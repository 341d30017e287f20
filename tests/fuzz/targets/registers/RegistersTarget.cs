using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// Up to four cores with any values in their ID registers: what counts is true of all of them, whatever their order, and of each core that
/// came in time nothing is in conflict. An input is a byte that says how many, then their registers, 8 bytes each.
/// </summary>
internal sealed class RegistersTarget : IFuzzTarget
{
    private const int MaximumCores = 4;
    private const int CoreBytes = IdRegisters.Count * sizeof(ulong);

    private readonly CpuCore[] _cores = new CpuCore[MaximumCores];
    private readonly IdRegisters[] _hardware = new IdRegisters[MaximumCores];

    public string Name => "registers";

    public int MaximumBytes => 1 + MaximumCores * CoreBytes;

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            for (int first = 0; first < FuzzCores.All.Count; first++)
            {
                byte[] seed = new byte[MaximumBytes];
                seed[0] = (byte)first;
                for (int core = 0; core < MaximumCores; core++)
                {
                    Write(FuzzCores.All[(first + core * core) % FuzzCores.All.Count], seed.AsSpan(1 + core * CoreBytes));
                }

                yield return seed;
            }
        }
    }

    public void Mutate(Random random, InputBuffer input)
    {
        int cores = (input.Length - 1) / CoreBytes;
        if (cores == 0)
        {
            input.Resize(1 + CoreBytes);
            cores = 1;
        }

        Span<byte> core = input.Bytes.Slice(1 + random.Next(cores) * CoreBytes, CoreBytes);
        IdField field = new(random.Next(IdField.Count));
        Span<byte> register = core[((int)field.Register * sizeof(ulong))..];
        switch (random.Next(5))
        {
            case 0:
                Write(FuzzCores.All[random.Next(FuzzCores.All.Count)], core);
                break;
            case 1:
                input.Bytes.Slice(1 + random.Next(cores) * CoreBytes, CoreBytes).CopyTo(core);
                break;
            default:
                ulong value = random.Next(4) == 0 ? (ulong)random.Next(16) : (ulong)(field.Extract(Read(register)) + random.Next(-1, 2));
                BinaryPrimitives.WriteUInt64LittleEndian(register, field.Insert(Read(register), value));
                break;
        }
    }

    public void Run(ReadOnlySpan<byte> input)
    {
        int count = Math.Min(Math.Max(0, input.Length - 1) / CoreBytes, input.Length > 0 ? 1 + input[0] % MaximumCores : 0);
        if (count == 0)
        {
            return;
        }

        for (int core = 0; core < count; core++)
        {
            ReadCore(input.Slice(1 + core * CoreBytes, CoreBytes), core);
        }

        ReadOnlySpan<CpuCore> cores = _cores.AsSpan(0, count);
        CpuSystem system = Join(cores, isReversed: false, isTwice: false);
        CheckSame(system, Join(cores, isReversed: true, isTwice: false), "the order of the other cores doesn't count");
        CheckSame(system, Join(cores, isReversed: false, isTwice: true), "a core that comes twice changes nothing");
        CheckTrueOfAll(system, cores);
    }

    private void ReadCore(ReadOnlySpan<byte> bytes, int core)
    {
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            _hardware[core].Set((IdRegister)index, Read(bytes[(index * sizeof(ulong))..]));
        }

        if (core == 0)
        {
            CpuCore.CreateBootCore<RefusedArguments>(_hardware[0], MaximumCores, default, out _cores[0]);
        }
        else
        {
            CpuCore.Create<RefusedArguments>(core, _hardware[core], _hardware[0], default, out _cores[core]);
        }

        CheckCore(_cores[core]);
    }

    private static void CheckCore(in CpuCore core)
    {
        bool needsClearing = core.Capabilities.Has(CpuCap.SpectreBhb);
        Property.Equal(needsClearing, core.BranchHistoryLoop != 0, "a core that needs its branch history cleared says by how much");
        Property.Holds(
            !core.Capabilities.Has(CpuCap.Workaround1542419) || !core.Capabilities.Has(CpuCap.HasCacheDic),
                "a core with erratum 1542419 has no DIC");
        for (CpuCap cap = 0; cap < CpuCap.NCaps; cap++)
        {
            // What erratum 1542419 takes away is what it is found by.
            bool isAsTold = cap == CpuCap.Workaround1542419 || RegistersModel.Has(core.Registers, cap) == core.Capabilities.Has(cap);
            Property.Holds(isAsTold, "a core has what cpucaps.txt says");
        }
    }

    private static CpuSystem Join(ReadOnlySpan<CpuCore> cores, bool isReversed, bool isTwice)
    {
        CpuSystem system = default;
        system.Add(cores[0]);
        for (int index = 1; index < cores.Length; index++)
        {
            ref readonly CpuCore core = ref cores[isReversed ? cores.Length - index : index];
            for (int times = isTwice ? 2 : 1; times > 0 && system.EarlyConflicts(core).IsEmpty; times--)
            {
                CpuCapSet before = system.Found & CpuCapSet.Of(CpuCapGroup.SystemScope);
                system.Add(core);
                CpuCapSet found = system.Found & CpuCapSet.Of(CpuCapGroup.SystemScope);
                Property.Holds((found & ~before).IsEmpty, "a core that comes brings no feature to all");
            }
        }

        system.Complete();
        return system;
    }

    private static void CheckSame(in CpuSystem expected, in CpuSystem actual, string text)
    {
        RegisterProperties.Equal(expected.Registers, actual.Registers, text);
        Property.Holds(((expected.Capabilities & ~actual.Capabilities) | (actual.Capabilities & ~expected.Capabilities)).IsEmpty, text);
        Property.Equal(expected.BranchHistoryLoop, actual.BranchHistoryLoop, text);
    }

    private static void CheckTrueOfAll(in CpuSystem system, ReadOnlySpan<CpuCore> cores)
    {
        CpuSystem boot = default;
        boot.Add(cores[0]);
        foreach (ref readonly CpuCore core in cores)
        {
            if (!boot.EarlyConflicts(core).IsEmpty)
            {
                continue;
            }

            RegisterProperties.PromisesNoMore(core.Registers, WithBitsOf(core.Registers, system.Registers));
            Property.Holds(core.BranchHistoryLoop <= system.BranchHistoryLoop, "the branch history is cleared for every core");
            Property.Holds(system.Conflicts(core).Registers.IsEmpty, "a core that came in time has no register in conflict");
            CpuCapSet features = system.Capabilities & CpuCapSet.Of(CpuCapGroup.SystemScope);
            Property.Holds((features & ~core.Capabilities).IsEmpty, "what the system has of system scope each core has");
        }
    }

    // Fields as the system has them; the rest is each core's own.
    private static IdRegisters WithBitsOf(in IdRegisters core, in IdRegisters system)
    {
        IdRegisters registers = core;
        for (int index = 0; index < IdField.Count; index++)
        {
            IdField field = new(index);
            registers.Set(field.Register, field.Insert(registers.Get(field.Register), (ulong)field.Extract(system.Get(field.Register))));
        }

        return registers;
    }

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static void Write(in IdRegisters registers, Span<byte> bytes)
    {
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(index * sizeof(ulong))..], registers.Get((IdRegister)index));
        }
    }
}
