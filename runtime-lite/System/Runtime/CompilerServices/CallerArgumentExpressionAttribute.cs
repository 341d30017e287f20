namespace System.Runtime.CompilerServices;

/// <summary>csc gives the parameter the text of another parameter's argument where the caller doesn't.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class CallerArgumentExpressionAttribute : Attribute
{
    /// <param name="parameterName">The other parameter.</param>
    public CallerArgumentExpressionAttribute(string parameterName) => ParameterName = parameterName;

    /// <summary>The other parameter.</summary>
    public string ParameterName { get; }
}
