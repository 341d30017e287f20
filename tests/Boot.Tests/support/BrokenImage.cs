using System;
using System.IO;
using BareMetal.AltTool.Code;

namespace BareMetal.Boot.Tests;

/// <summary>
/// A copy of an Image in which single instructions of named functions are left out, change places or come in, or constants differ.
/// </summary>
internal sealed class BrokenImage : IDisposable
{
    private const uint Nop = 0xd503_201f;
    private const uint B = 0x1400_0000;
    private const uint Bl = 0x9400_0000;
    private const uint BlMask = 0xfc00_0000;
    private const uint BlOffset = 0x03ff_ffff;
    private const ulong WordBytes = sizeof(uint);

    private readonly ImageFile _file;
    private readonly byte[] _bytes;
    private readonly string _path = System.IO.Path.GetTempFileName();

    public BrokenImage(ImageFile file)
    {
        _file = file;
        _bytes = [.. file.Bytes];
    }

    /// <summary>
    /// Leaves an instruction of a function out: the one of this number among those that are this word where the mask has ones.
    /// </summary>
    public void Omit(string function, uint word, uint mask = uint.MaxValue, int number = 0) =>
        SetWord(Find(function, (_, found) => (found & mask) == word, number), Nop);

    /// <summary>Leaves a call out.</summary>
    public void OmitCall(string function, string callee, int number = 0) => SetWord(FindCall(function, callee, number), Nop);

    /// <summary>Lets two calls of a function change places.</summary>
    public void SwapCalls(string function, string first, string second, int firstNumber = 0, int secondNumber = 0)
    {
        ulong firstPlace = FindCall(function, first, firstNumber);
        ulong secondPlace = FindCall(function, second, secondNumber);
        (ulong firstTarget, ulong secondTarget) = (Target(firstPlace), Target(secondPlace));
        SetWord(firstPlace, Call(firstPlace, secondTarget));
        SetWord(secondPlace, Call(secondPlace, firstTarget));
    }

    /// <summary>Lets two instructions of a function that follow each other change places.</summary>
    public void SwapWithNext(string function, uint word, int number = 0)
    {
        ulong place = Find(function, (_, found) => found == word, number);
        uint next = ImageFile.Word(_bytes, place + WordBytes);
        SetWord(place + WordBytes, word);
        SetWord(place, next);
    }

    /// <summary>Makes an instruction of a function another one.</summary>
    public void Replace(string function, uint word, uint by) => SetWord(Find(function, (_, found) => found == word, 0), by);

    /// <summary>
    /// Lets a function run some instructions before it calls another. They take the place of UEFI's stub, which only UEFI calls; x9 to x15
    /// are theirs.
    /// </summary>
    public void InsertBeforeCall(string function, string callee, params ReadOnlySpan<uint> words)
    {
        ulong call = FindCall(function, callee, 0);
        ulong place = _file.Function("bm_efi_start").Start;
        SetWord(call, Call(call, place));
        foreach (uint word in words)
        {
            SetWord(place, word);
            place += WordBytes;
        }

        SetWord(place, Call(place, _file.Function(callee).Start) & ~(Bl & ~B));
    }

    /// <summary>Makes a constant of 64 bits another one: the one of this number among those of this value after a symbol.</summary>
    public void ReplaceConstant(string symbol, ulong value, ulong by, int number = 0)
    {
        ulong place = _file.Elf.RequireSymbol(symbol);
        for (int left = number; Quad(place) != value || left-- > 0;)
        {
            place += WordBytes; // beyond the end of the file this throws
        }

        SetWord(place, (uint)by);
        SetWord(place + WordBytes, (uint)(by >> 32));
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Its path.</returns>
    public string Save()
    {
        File.WriteAllBytes(_path, _bytes);
        return _path;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    private ulong FindCall(string function, string callee, int number)
    {
        ulong target = _file.Function(callee).Start;
        return Find(function, (place, word) => (word & BlMask) == Bl && Target(place) == target, number);
    }

    private ulong Find(string function, Func<ulong, uint, bool> isIt, int number)
    {
        CodeFunction code = _file.Function(function);
        for (ulong place = code.Start; place < code.End; place += WordBytes)
        {
            if (isIt(place, ImageFile.Word(_bytes, place)) && number-- == 0)
            {
                return place;
            }
        }

        throw new InvalidOperationException($"{function} has no such instruction: look at its disassembly");
    }

    private ulong Target(ulong place)
    {
        uint word = ImageFile.Word(_bytes, place);
        return place + (ulong)((long)((int)(word & BlOffset) << 6 >> 6) * (long)WordBytes);
    }

    private static uint Call(ulong place, ulong target) => Bl | ((uint)((long)(target - place) / (long)WordBytes) & BlOffset);

    private ulong Quad(ulong address) => ImageFile.Word(_bytes, address) | ((ulong)ImageFile.Word(_bytes, address + WordBytes) << 32);

    private void SetWord(ulong address, uint word) => ImageFile.SetWord(_bytes, address, word);
}
