using System;

namespace BareMetal.Testing;

/// <summary>A test, as the build lists it between <c>bm_tests</c> and <c>bm_tests_end</c> (patcher/host/README.md): 24 bytes.</summary>
// SAFETY: the build writes the table: pointers to a method and to a text of that length in .rodata.
internal readonly unsafe struct TestEntry
{
#pragma warning disable CS0649 // the build writes them
    private readonly delegate*<void> _method;
    private readonly byte* _description;
    private readonly int _descriptionBytes;
    private readonly Fault _expected;
#pragma warning restore CS0649

    /// <summary>The test.</summary>
    public delegate*<void> Method => _method;

    /// <summary>Members of JSON objects: class, name, file, line and fault.</summary>
    public ReadOnlySpan<byte> Description => new(_description, _descriptionBytes);

    /// <summary>How the test must end.</summary>
    public Fault Expected => _expected;
}
