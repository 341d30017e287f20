using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Source;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>One <c>static extern</c> method with what may stand where it is called.</summary>
/// <param name="Method">The method; of a property, its getter.</param>
/// <param name="Symbol">What its calls name.</param>
/// <param name="Fallback">What a call reaches before patching; null where that is the last alternative's instruction, or false.</param>
/// <param name="Alternatives">The first whose capability is there is taken.</param>
internal sealed record AltDeclaration(
    MethodDefinition Method,
    string Symbol,
    AltImplementation? Fallback,
    IReadOnlyList<AltChoice> Alternatives)
{
    /// <summary>Where its first attribute stands.</summary>
    public SourcePosition Position => Alternatives[0].Position;

    /// <summary>Whether a callback plans one of its alternatives.</summary>
    public bool IsPlanned => Alternatives.Any(static choice => choice.Kind == AltChoiceKind.Callback);

    /// <summary>The methods that must be compiled if it is called.</summary>
    public IEnumerable<AltImplementation> Implementations
    {
        get
        {
            if (Fallback is not null)
            {
                yield return Fallback;
            }

            foreach (AltChoice choice in Alternatives)
            {
                if (choice.Implementation is not null)
                {
                    yield return choice.Implementation;
                }
            }
        }
    }
}
