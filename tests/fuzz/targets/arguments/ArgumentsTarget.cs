using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BareMetal.AltTool.Serial;
using BareMetal.Boot.Arguments;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Memory;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// Any bytes as boot arguments: they are taken apart as <see cref="ArgumentsModel"/> does it; what is refused is named; ID
/// registers promise no more than the hardware; the line that tells the host of them is read back. The first byte says how many
/// entries the table has, the second which core boots.
/// </summary>
internal sealed class ArgumentsTarget : IFuzzTarget
{
    private const int HeaderBytes = 2;
    private const int Cores = 3;

    private readonly GuardedMemory _memory = new(4096);

    public string Name => "arguments";

    public int MaximumBytes => HeaderBytes + 512;

    public IEnumerable<byte[]> Seeds => ArgumentWords.Seeds.Select(text => (byte[])[40, 0, .. Encoding.Latin1.GetBytes(text)]);

    public void Mutate(Random random, InputBuffer input)
    {
        ReadOnlySpan<byte> word = Encoding.Latin1.GetBytes(ArgumentWords.All[random.Next(ArgumentWords.All.Count)]);
        int at = Math.Min(input.Length, HeaderBytes + random.Next(Math.Max(1, input.Length - HeaderBytes + 1)));
        if (random.Next(3) == 0)
        {
            input.Remove(at, Math.Min(word.Length, input.Length - at));
        }

        input.Insert(at, word);
    }

    // SAFETY: _memory holds the text until the next input; what gets it gets its length.
    public unsafe void Run(ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> text = _memory.Copy(input[Math.Min(HeaderBytes, input.Length)..], Placement.AtEnd(input));
        int entries = input.Length > 0 ? input[0] : 0;
        IdRegisters hardware = FuzzCores.All[(input.Length > 1 ? input[1] : 0) % FuzzCores.All.Count];
        ArgumentsModel model = new(text);
        CheckTokens(model, text);
        CheckSelection(model, text, entries);
        CheckOptions(model, text);
        CheckCore(hardware, text);
        CheckReport(hardware, text);
    }

    private static void CheckTokens(ArgumentsModel model, ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (BootArgument argument in new BootArguments(text))
        {
            bool isExpected = count < model.Arguments.Count && Encoding.Latin1.GetString(argument.Text) == model.Arguments[count++];
            Property.Holds(isExpected, "arguments are what stands between white space");
        }

        Property.Equal(model.Arguments.Count, count, "arguments");
    }

    private static void CheckSelection(ArgumentsModel model, ReadOnlySpan<byte> text, int entries)
    {
        RefusedArguments.All.Clear();
        AltSelection selection = AltSelection.Parse<RefusedArguments>(new BootArguments(text), entries);
        bool[] only = model.Selected("alt.only", entries, out int refused);
        bool[] skip = model.Selected("alt.skip", entries, out int refusedToSkip);
        Property.Equal(refused + refusedToSkip, RefusedArguments.All.Count, "selections that are refused are named");
        for (int index = 0; index < entries; index++)
        {
            bool isSelected = (only.Length == 0 || only[index]) && (skip.Length == 0 || !skip[index]);
            Property.Equal(isSelected, selection.Selects(index), "an entry is selected as the arguments say");
        }
    }

    private static void CheckOptions(ArgumentsModel model, ReadOnlySpan<byte> text)
    {
        CountedArguments.Count = 0;
        BootOptions options = BootOptions.Parse<CountedArguments>(new BootArguments(text));
        Property.Equal(model.Arguments.Contains("alt.dry-run"), options.DryRun, "alt.dry-run");
        Property.Equal(model.Arguments.Contains("alt.selftest"), options.SelfTest, "alt.selftest");
        Property.Equal(model.Last("baremetal.exit", "semihosting", "watchdog", "halt") + 1, (int)options.Exit, "baremetal.exit=");
        Property.Equal(model.Last("alt.report", "table", "json", "quiet") + 1, (int)options.Report, "alt.report=");
        Property.Holds(options.MaximumCores is >= 1 and <= Core.MaximumCount, "one core or more, no more than there may be");
        Property.Equal(model.UnknownOptions, CountedArguments.Count, "what is spelt like ours and isn't is named");
    }

    private static void CheckCore(in IdRegisters hardware, ReadOnlySpan<byte> text)
    {
        CpuCore.CreateBootCore<RefusedArguments>(hardware, Cores, default, out CpuCore without);
        RefusedArguments.All.Clear();
        CpuCore.CreateBootCore<RefusedArguments>(hardware, Cores, new BootArguments(text), out CpuCore boot);
        CheckRefused(text);
        CpuCore.CreateBootCore<RefusedArguments>(hardware, Cores, new BootArguments(text), out CpuCore again);
        RegisterProperties.Equal(boot.Registers, again.Registers, "the same arguments give the same registers");
        RegisterProperties.PromisesNoMore(without.Registers, boot.Registers);
        RefusedArguments.All.Clear();
        CpuCore.Create<RefusedArguments>(1, hardware, hardware, new BootArguments(text), out CpuCore other);
        CheckRefused(text);
        RegisterProperties.PromisesNoMore(without.Registers, other.Registers);
    }

    // An argument of several overrides is named by the one that is refused. What an alias stands for isn't in the text.
    private static void CheckRefused(ReadOnlySpan<byte> text)
    {
        string all = Encoding.Latin1.GetString(text);
        foreach ((AltErrorCode _, string argument) in RefusedArguments.All)
        {
            bool isAsWritten = argument.StartsWith("id_", StringComparison.Ordinal) || all.Contains(argument, StringComparison.Ordinal);
            Property.Holds(isAsWritten, "what is refused is named as it was written");
        }
    }

    private static void CheckReport(in IdRegisters hardware, ReadOnlySpan<byte> text)
    {
        ReportText.Output.ResetWrittenCount();
        AltInputs inputs = new() { Registers = hardware, Conduit = SmcccConduit.Hvc, CounterFrequency = 62_500_000 };
        CpuReport<ReportText>.WriteIdRegisters(0, hardware);
        InputsReport<ReportText>.Write(1, hardware, inputs, FuzzEntry.Value, text);
        SerialReport report = SerialReport.Parse(Encoding.Latin1.GetString(ReportText.Output.WrittenSpan).Split('\n'));
        Property.Holds(report.Inputs is not null && report.Registers.Count == 1, "the host reads what the metal writes");
        Property.Holds(report.Inputs.BootArguments == Encoding.Latin1.GetString(text), "the arguments come over as they are");
    }
}
