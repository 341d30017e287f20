using System.Linq;
using System.Text;

namespace BareMetal.BootTest;

/// <summary>Serial text for people: a serial line has a character for each byte, which may be UTF-8.</summary>
public static class SerialText
{
    /// <summary>The text; unchanged where it has characters that are no bytes, so has been decoded.</summary>
    public static string Decode(string text) => text.All(value => value <= byte.MaxValue) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)) : text;

    /// <summary>The text for a terminal, which control characters could confuse.</summary>
    public static string ForTerminal(string text) => string.Concat(Decode(text).Select(value => char.IsControl(value) && value != '\n' ? '\ufffd' : value));
}
