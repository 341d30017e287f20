using System.Linq;
using System.Text;
using BareMetal.AltTool.Declarations;

namespace BareMetal.AltTool.Isa;

/// <summary>
/// The instructions beyond Armv8.0-A, as a text file: the same for the same Image wherever it was built, and without addresses.
/// </summary>
internal static class IsaText
{
    public static string Of(IsaCheck check)
    {
        var text = new StringBuilder();
        text.Append(null, $"{check.Extended.Count} instructions beyond Armv8.0-A: where, which, and what a core has that comes to it\n");
        text.Append(null, $"{check.Findings.Count} findings\n\n");
        foreach (ExtendedInstruction instruction in check.Extended)
        {
            string runs = instruction.Capabilities is not { } capabilities ? "by its own check"
                : capabilities.Count == 0 ? "nothing leads there" : string.Join(' ', capabilities.Select(Name));
            text.Append(null, $"{check.FunctionOf(instruction),-44} {instruction.Text,-44} {runs}\n");
        }

        return text.ToString();
    }

    private static string Name(Patcher.CpuCap cap) => CapabilityRules.IsKnown(cap) ? CapabilityRules.Name(cap) : $"{(int)cap}";
}
