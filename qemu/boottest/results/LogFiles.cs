using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// Serial output of each case, byte for byte, in a file that is named after it; beside it the text in memory, where that was read.
/// </summary>
public static class LogFiles
{
    private const string NameCharacters = "+-.,=_";

    /// <summary>Writes a case's log.</summary>
    /// <returns>The file; null where the case wasn't booted.</returns>
    public static async Task<string?> WriteAsync(string folder, CaseResult result)
    {
        if (result.Log is null)
        {
            return null;
        }

        string path = Path.Combine(folder, $"{FileName(result.Test.Name)}.log");
        await File.WriteAllBytesAsync(path, SerialText.ToBytes(result.Log.Serial));
        string dump = Path.ChangeExtension(path, ".text");
        if (result.Log.TextInMemory is { } text)
        {
            await File.WriteAllBytesAsync(dump, text);
        }
        else
        {
            File.Delete(dump); // of an earlier run
        }

        return path;
    }

    /// <summary>A name as a file name.</summary>
    public static string FileName(string name)
    {
        return string.Create(name.Length, name, (text, name) =>
        {
            for (int index = 0; index < text.Length; index++)
            {
                text[index] =
                    char.IsAsciiLetterOrDigit(name[index]) || NameCharacters.Contains(name[index], StringComparison.Ordinal)
                        ? name[index]
                        : '-';
            }
        });
    }
}
