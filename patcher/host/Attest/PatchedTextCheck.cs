using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Isa;
using BareMetal.AltTool.Safety;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// What the build checks of the linked text, over a text as a boot patches it: errata, exclusives, and whether the machine has the
/// instructions of the sites. Here are the words of callbacks, too, which the build can't know.
/// </summary>
internal sealed class PatchedTextCheck(LinkedImage image, SafetyRules rules, CapabilityRules capabilities)
{
    private readonly AltTable _table = AltTable.Of(image.Elf);

    /// <returns>What is wrong.</returns>
    public List<string> Run(PatchedText patched)
    {
        var text = new ImageText(image.Elf, patched.Bytes);
        var ranges = new PatchRanges(text, _table, isPatched: true);
        List<Diagnostic> sequences =
            [.. new ErratumChecks(image.Elf.Path, text, ranges, rules).Run(), .. new ExclusiveCheck(image.Elf.Path, text, ranges).Run()];
        return [.. sequences.Select(finding => finding.Text), .. Missing(text, patched.Capabilities)];
    }

    /// <summary>Words of sites that are instructions of an extension which the machine doesn't have.</summary>
    private IEnumerable<string> Missing(ImageText text, CpuCapSet present)
    {
        Instruction[] instructions = [.. _table.Entries.SelectMany(entry => Words(text, entry)).Distinct()];
        HashSet<uint> beyond = IsaCheck.Beyond(instructions.Select(i => i.Word), Extensions(present));
        return instructions.Where(i => beyond.Contains(i.Word)).Select(
            i => $"{text.Functions.Describe(i.Address)} (0x{i.Address:x}): 0x{i.Word:x8} is no instruction of this machine: " +
                "its callback, or the capability of its entry, is wrong");
    }

    private static IEnumerable<Instruction> Words(ImageText text, AltEntry entry)
    {
        for (ulong address = entry.Original; address < entry.Original + entry.OriginalLength; address += A64.WordBytes)
        {
            if (text.IsCode(address))
            {
                yield return text.At(address);
            }
        }
    }

    private SortedSet<string> Extensions(CpuCapSet present)
    {
        var extensions = new SortedSet<string>(System.StringComparer.Ordinal);
        while (present.TryTake(out CpuCap cap))
        {
            extensions.UnionWith(capabilities.ExtensionsOf(cap));
        }

        return extensions;
    }
}
