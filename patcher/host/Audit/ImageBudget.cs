using System.Collections.Generic;
using System.Globalization;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Audit;

/// <summary>How large the Image and its sections may become, in bytes: patcher/host/image-budget.txt.</summary>
internal sealed class ImageBudget
{
    private const string Section = "section";
    private const string File = "file";

    private readonly Dictionary<string, ulong> _sections = [];

    private ImageBudget(ulong imageBytes) => ImageBytes = imageBytes;

    public ulong ImageBytes { get; }

    public static ImageBudget Load(string path) => Of(path, PatternLine.Load(path, [Section, File]));

    public static ImageBudget Of(string path, List<PatternLine> lines)
    {
        PatternLine image = lines.Find(l => l.Kind == File);
        if (image.Kind is null)
        {
            throw new InputException(path, "there is no budget for the Image", "Write: file Image BYTES");
        }

        var budget = new ImageBudget(Bytes(path, image));
        foreach (PatternLine line in lines)
        {
            if (line.Kind == Section)
            {
                budget._sections[line.Pattern] = Bytes(path, line);
            }
        }

        return budget;
    }

    public ulong? Of(string section) => _sections.TryGetValue(section, out ulong bytes) ? bytes : null;

    private static ulong Bytes(string path, PatternLine line) =>
        ulong.TryParse(line.Rest, NumberStyles.None, CultureInfo.InvariantCulture, out ulong bytes)
            ? bytes
            : throw new InputException($"{path}({line.Line})", $"'{line.Rest}' isn't a number of bytes", "Write a decimal number");
}
