using System;
using System.IO;
using BareMetal.AltTool.Code;

namespace BareMetal.Boot.Tests;

/// <summary>A copy of an Image in which single instructions of named functions are left out or change places.</summary>
internal sealed class BrokenImage : IDisposable
{
    private const uint Nop = 0xd503_201f;
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

    /// <summary>Leaves an instruction of a function out: the one of this number among those that are this word where the mask has ones.</summary>
    public void Omit(string function, uint word, uint mask = uint.MaxValue, int number = 0) => SetWord(Find(function, (_, found) => (found & mask) == word, number), Nop);

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

    private void SetWord(ulong address, uint word) => ImageFile.SetWord(_bytes, address, word);
}
