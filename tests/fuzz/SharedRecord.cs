using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace BareMetal.Fuzz;

/// <summary>
/// What a worker leaves for whoever watches it, in a file that both have mapped: it is there however the worker ends. The input is written
/// before it is run.
/// </summary>
// SAFETY: the view maps FileBytes from _memory until Dispose. Offsets are constants below that, a message is cut to its room, and no
// target takes an input of 2^17 bytes.
internal sealed unsafe class SharedRecord : IDisposable
{
    private const int MessageBytes = 8192;
    private const int InputOffset = 64 + MessageBytes;
    private const int FileBytes = InputOffset + (1 << 17);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _memory;

    /// <param name="path">The file; made where it isn't there.</param>
    public SharedRecord(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, FileBytes);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _memory);
    }

    /// <summary>Inputs that were run.</summary>
    public ref long Executions => ref ((long*)_memory)[0];

    /// <summary>Edges that they took.</summary>
    public ref long Edges => ref ((long*)_memory)[1];

    /// <summary>Inputs that were kept because they did something new.</summary>
    public ref long Kept => ref ((long*)_memory)[2];

    /// <summary>Microseconds spent on running inputs.</summary>
    public ref long Microseconds => ref ((long*)_memory)[3];

    /// <summary>The input that is run, or was last.</summary>
    public ReadOnlySpan<byte> Input
    {
        get => new(_memory + InputOffset, ((int*)_memory)[8]);
        set
        {
            ((int*)_memory)[8] = value.Length;
            value.CopyTo(new Span<byte>(_memory + InputOffset, value.Length));
        }
    }

    /// <summary>Which property that broke; empty while none has.</summary>
    public string Message
    {
        get => Encoding.UTF8.GetString(_memory + 64, ((int*)_memory)[9]);
        set
        {
            ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(value);
            text = text[..Math.Min(text.Length, MessageBytes)];
            text.CopyTo(new Span<byte>(_memory + 64, MessageBytes));
            ((int*)_memory)[9] = text.Length;
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
