namespace System;

/// <summary>ILC bases the type of each array in the image on this one.</summary>
internal abstract class Array<T> : Array
{
}
