namespace System.Collections;

/// <summary>csc names this type in a <c>foreach</c> over an array, which it compiles to a plain loop.</summary>
public interface IEnumerator
{
    object Current { get; }

    bool MoveNext();

    void Reset();
}
