namespace BareMetal.Patcher;

/// <summary>What a word of the text is to the table: one byte a word in the arena. No word is of both.</summary>
internal static class TextMark
{
    /// <summary>Part of an original.</summary>
    public const byte Original = 1;

    /// <summary>First word of an original, beside <see cref="Original"/>.</summary>
    public const byte Start = 4;

    /// <summary>Part of a replacement, of one entry or several.</summary>
    public const byte Replacement = 2;
}
