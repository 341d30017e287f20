using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Text at a virtual address and a table of alternatives after it, as a linked image has them; it records what is done to it.
/// The seams act on the <see cref="Current"/> one of the thread.
/// </summary>
// SAFETY: tables and arenas are blocks of this object, freed with it; guards around each show what was written outside.
internal sealed unsafe class TestImage : IDisposable
{
    public const ulong TextStart = 0xffff_8000_8000_0000;
    public const ulong AliasStart = 0xffff_0000_4000_0000;

    /// <summary>Where a callback may be: one address for each.</summary>
    public const ulong CallbacksStart = 0xffff_8000_9000_0000;

    private const ulong PageBytes = 4096;
    private const int GuardBytes = 64;
    private const byte GuardByte = 0xa5;

    [ThreadStatic]
    private static TestImage? s_current;

    private readonly List<nint> _memory = [];
    private nint _arena;
    private readonly List<(nint Start, int Bytes)> _guarded = [];

    public TestImage(int words)
    {
        Text = new uint[words];
        Array.Fill(Text, 0xd503201fu);
        s_current = this;
    }

    public static TestImage Current => s_current ?? throw new InvalidOperationException("no TestImage on this thread");

    public uint[] Text { get; }

    /// <summary>The table: addresses are absolute here and become relative when it is laid out.</summary>
    public List<GivenEntry> Entries { get; } = [];

    public ulong TextEnd => TextStart + (ulong)Text.Length * 4;

    public ulong TableAddress => TextEnd + 0x1000;

    public AltInputs Inputs;

    public List<CodeOperation> Operations { get; } = [];

    public List<AltError> Errors { get; } = [];

    public IEnumerable<AltErrorCode> ErrorCodes => Errors.Select(error => error.Code);

    public IEnumerable<CodeOperation> Writes => Operations.Where(operation => operation.Kind == CodeOperationKind.Write);

    /// <summary>Writes to this address are lost, as through an alias of other memory.</summary>
    public HashSet<ulong> LostWrites { get; } = [];

    /// <summary>What is executed at these addresses, and read there, is a copy that writes don't reach.</summary>
    public Dictionary<ulong, uint> Copies { get; } = [];

    /// <summary>Nothing can be written in the pages of these addresses.</summary>
    public HashSet<ulong> UnwritablePages { get; } = [];

    /// <summary>Called with the execute address after each write.</summary>
    public Action<ulong>? AfterWrite { get; set; }

    /// <summary>The store with this index, from 0, faults.</summary>
    public int? FaultAt { get; set; }

    /// <summary>The cleaning of a line with this index, from 0, faults.</summary>
    public int? CleanFaultAt { get; set; }

    /// <summary>How many operations there had been when the first error was reported.</summary>
    public int OperationsAtFirstError { get; private set; }

    /// <summary>The callback at CallbacksStart + 4 * index.</summary>
    public List<CallbackBody> Callbacks { get; } = [];

    public AltPlan Plan;

    public delegate CallbackResult CallbackBody(ref CallbackSite site);

    public static ulong Address(int word) => TextStart + (ulong)(long)word * 4;

    /// <summary>Makes a capability present.</summary>
    public TestImage With(params CpuCap[] capabilities)
    {
        foreach (CpuCap cap in capabilities)
        {
            Inputs.Capabilities.Add(cap);
        }

        return this;
    }

    public TestImage WithDataLine(uint bytes)
    {
        ulong log2 = (ulong)System.Numerics.BitOperations.Log2(bytes / 4);
        Inputs.Registers.Set(IdRegister.CtrEl0, log2 << 16);
        return this;
    }

    /// <summary>Sets words of the text.</summary>
    public TestImage Put(int word, params uint[] instructions)
    {
        instructions.CopyTo(Text, word);
        return this;
    }

    /// <summary>Adds an entry for a replacement; both places are word indexes in the text.</summary>
    public TestImage Entry(int original, int replacement, int words, CpuCap cap = CpuCap.AlwaysSystem)
    {
        Entries.Add(new GivenEntry(Address(original), Address(replacement), (ushort)cap, (byte)(words * 4), (byte)(words * 4)));
        return this;
    }

    /// <summary>Adds a callback patch.</summary>
    public TestImage Callback(int original, int words, CallbackBody body, CpuCap cap = CpuCap.AlwaysSystem)
    {
        ulong address = CallbacksStart + (ulong)Callbacks.Count * 4;
        Callbacks.Add(body);
        Entries.Add(new GivenEntry(Address(original), address, (ushort)((ushort)cap | AltInstr.CallbackBit), (byte)(words * 4), 0));
        return this;
    }

    /// <summary>
    /// Lays the table out, applies the boot pass and plans the system pass, in an arena that has, beside what it needs for the
    /// text, exactly what it needs for entries and words, or so many bytes for those.
    /// </summary>
    public bool MakePlan(AltSelection selection = default) => MakePlan(Layout(), selection);

    public bool MakePlan(byte[] table, AltSelection selection = default, int? arenaBytes = null) =>
        Prepare(table, arenaBytes) && PlanPass(AltPass.Boot, selection) && Commit(AltPass.Boot) && PlanAgain(selection);

    /// <summary>Lays the table out and validates it.</summary>
    public bool Prepare() => Prepare(Layout(), null);

    private bool Prepare(byte[] table, int? arenaBytes)
    {
        byte* tableMemory = Guarded(table.Length);
        table.CopyTo(new Span<byte>(tableMemory, table.Length));
        AltRegion region = new((AltInstr*)tableMemory, TableAddress, (nuint)table.Length, new(TextStart), new(TextEnd));

        AltRegion withoutEntries = new(region.Table, region.TableAddress, 0, region.TextStart, region.TextEnd);
        nuint bytes = AltArena.BytesFor(withoutEntries, 0) + (nuint)(arenaBytes ?? EntriesBytes(region));
        byte* arena = Guarded((int)bytes);
        new Span<byte>(arena, (int)bytes).Clear();
        Plan = new AltPlan(region, new AltArena(arena, bytes, region));
        _arena = (nint)arena;
        return Validate();
    }

    public bool Validate() => Alternatives<TestMemory, TestCallbacks, TestErrors>.Validate(ref Plan);

    public bool PlanPass(AltPass pass, AltSelection selection = default) =>
        Alternatives<TestMemory, TestCallbacks, TestErrors>.Plan(ref Plan, pass, Inputs, selection);

    /// <summary>Plans the system pass.</summary>
    public bool PlanAgain(AltSelection selection = default) => PlanPass(AltPass.System, selection);

    /// <summary>Commits the system pass.</summary>
    public bool Commit() => Commit(AltPass.System);

    public bool Commit(AltPass pass) => Alternatives<TestMemory, TestCallbacks, TestErrors>.Commit(ref Plan, pass);

    /// <summary>Plans and commits both passes of a plan that is validated.</summary>
    public bool ApplyAgain() => PlanPass(AltPass.Boot) && Commit(AltPass.Boot) && PlanAgain() && Commit();

    /// <summary>Changes one byte of what the plan says of a word: its place, its old or its new value.</summary>
    public void DamagePlan(int word, int at, byte change)
    {
        const int MeaningfulBytes = 12;
        int lineBytes = (Text.Length + 63) / 64 * 8;
        ((byte*)_arena)[lineBytes + word * AltArena.BytesPerWord + at % MeaningfulBytes] ^= change;
    }

    public bool UndoInterrupted() => Alternatives<TestMemory, TestCallbacks, TestErrors>.UndoInterrupted(ref Plan);

    public bool Undo() => Alternatives<TestMemory, TestCallbacks, TestErrors>.Undo(ref Plan);

    public bool Apply() => MakePlan() && Commit();

    /// <summary>The table as bytes, offsets relative to their fields.</summary>
    public byte[] Layout()
    {
        List<byte> bytes = [];
        foreach (GivenEntry entry in Entries)
        {
            ulong field = TableAddress + (ulong)bytes.Count;
            bytes.AddRange(BitConverter.GetBytes((int)(entry.Original - field)));
            bytes.AddRange(BitConverter.GetBytes((int)(entry.Alternative - field - 4)));
            bytes.AddRange(BitConverter.GetBytes(entry.Cap));
            bytes.Add(entry.OrigLen);
            bytes.Add(entry.AltLen);
        }

        return [.. bytes];
    }

    public AltAction Action(int entry) => Plan.Entry(entry).Action;

    public uint Read(ulong address) => Copies.TryGetValue(address, out uint copy) ? copy : Text[WordIndex(address)];

    public bool MayWrite(ulong alias) => !UnwritablePages.Contains((alias - AliasStart + TextStart) & ~(PageBytes - 1));

    public void CleanLine(ulong address)
    {
        Operations.Add(new CodeOperation(CodeOperationKind.CleanLine, address));
        if (Operations.Count(operation => operation.Kind == CodeOperationKind.CleanLine) - 1 == CleanFaultAt)
        {
            CleanFaultAt = null;
            throw new FaultException();
        }
    }

    public void Write(ulong alias, uint word)
    {
        ulong address = alias - AliasStart + TextStart;
        Operations.Add(new CodeOperation(CodeOperationKind.Write, address, word));
        if (Writes.Count() - 1 == FaultAt)
        {
            FaultAt = null;
            throw new FaultException();
        }

        if (!LostWrites.Contains(address))
        {
            Text[WordIndex(address)] = word;
        }

        AfterWrite?.Invoke(address);
    }

    public void Report(in AltError error)
    {
        OperationsAtFirstError = Errors.Count == 0 ? Operations.Count : OperationsAtFirstError;
        Errors.Add(error);
    }

    /// <summary>Whether nothing beside the plan's own memory was written.</summary>
    public bool GuardsAreWhole() => _guarded.All(block =>
        new Span<byte>((byte*)block.Start - GuardBytes, GuardBytes).IndexOfAnyExcept(GuardByte) < 0
        && new Span<byte>((byte*)block.Start + block.Bytes, GuardBytes).IndexOfAnyExcept(GuardByte) < 0);

    public void Dispose()
    {
        bool isWhole = GuardsAreWhole();
        foreach (nint block in _memory)
        {
            NativeMemory.AlignedFree((void*)block);
        }

        _memory.Clear();
        _guarded.Clear();
        Assert.True(isWhole, "memory beside the table or the arena was written");
    }

    private static int EntriesBytes(in AltRegion region)
    {
        int words = 0;
        for (int i = 0; i < region.Count; i++)
        {
            words += region.Table[i].Words;
        }

        return region.Count * AltArena.BytesPerEntry + words * AltArena.BytesPerWord;
    }

    private int WordIndex(ulong address)
    {
        Assert.True(
            address >= TextStart && address < TextEnd && address % 4 == 0, $"access outside the text, or misaligned: 0x{address:x}");
        return (int)((address - TextStart) / 4);
    }

    private byte* Guarded(int bytes)
    {
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + 2 * GuardBytes), GuardBytes);
        new Span<byte>(block, bytes + 2 * GuardBytes).Fill(GuardByte);
        _memory.Add((nint)block);
        _guarded.Add(((nint)(block + GuardBytes), bytes));
        return block + GuardBytes;
    }
}
