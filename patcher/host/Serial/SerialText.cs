using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Serial;

/// <summary>
/// A serial line is bytes. As text it has a character for each byte (Latin-1), so that nothing is lost before a checksum is
/// computed; what a byte means (UTF-8) is decided only where people read it.
/// </summary>
public static partial class SerialText
{
    /// <summary>The text of bytes.</summary>
    public static string Of(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of a text.</summary>
    public static byte[] ToBytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The lines, without line ends and without the NULs and escape sequences that firmware writes.</summary>
    public static string[] Lines(string text) => Clean(text).Split('\n');

    /// <summary>Text without carriage returns, NULs and escape sequences.</summary>
    public static string Clean(string text) => Noise().Replace(text, "");

    /// <summary>The text for people; unchanged where it has characters that aren't bytes, so has been decoded.</summary>
    public static string Decode(string text) => text.All(value => value <= byte.MaxValue) ? Encoding.UTF8.GetString(ToBytes(text)) : text;

    /// <summary>The text for a terminal, which control characters could confuse.</summary>
    public static string ForTerminal(string text) =>
        string.Concat(Decode(text).Select(value => char.IsControl(value) && value != '\n' ? '\ufffd' : value));

    [GeneratedRegex(@"[\r\0]|\e\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex Noise();
}
