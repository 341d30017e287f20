namespace BareMetal.Boot.Tests;

/// <summary>What a row of <see cref="Damages"/> damages, and an error is about. All but one of the entries apply on <c>max</c>.</summary>
internal enum DamageTarget
{
    /// <summary>No entry: the table as a whole.</summary>
    Table,

    /// <summary>Several words and a replacement, system scope.</summary>
    Long,

    /// <summary>One word and a replacement, system scope.</summary>
    Short,

    /// <summary>Another one, in front of it but not next to it.</summary>
    OtherShort,

    /// <summary>Four words and a callback, boot scope.</summary>
    BootCallback,

    /// <summary>Several words and a callback, system scope.</summary>
    SystemCallback,

    /// <summary>One word and a callback, system scope.</summary>
    ShortCallback,

    /// <summary>Several words and a replacement, for a capability that <c>max</c> hasn't.</summary>
    Absent,

    /// <summary>The first of a site's two entries, which is beaten by the second.</summary>
    Beaten,

    /// <summary>The second of that site.</summary>
    Best,

    /// <summary>The entry that isn't there, after the last one.</summary>
    BehindLast,

    /// <summary>Each entry of the table.</summary>
    Every,
}
