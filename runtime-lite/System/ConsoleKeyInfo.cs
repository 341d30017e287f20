namespace System;

/// <summary>What <see cref="Console.ReadKey()"/> received.</summary>
public readonly struct ConsoleKeyInfo
{
    internal ConsoleKeyInfo(char keyChar) => KeyChar = keyChar;

    /// <summary>The byte, as the character of that number.</summary>
    public char KeyChar { get; }
}
