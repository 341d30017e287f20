using System.Collections.Generic;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Which registers a call of a method passes its arguments and result in (AAPCS64): x0 and v0 on, in order of the parameters.
/// </summary>
internal sealed class CallRegisters
{
    private readonly Dictionary<Register, CallValue> _arguments = [];

    public CallRegisters(MethodDefinition method)
    {
        int general = 0;
        int vector = 0;
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            CallValue value = CallValue.Of(parameter.ParameterType);
            Unsuitable ??= value.Bits == 0 ? $"{parameter.Name} is {value.TypeName}, {value.Reason}" : null;
            Register register = new(value.IsVector, value.IsVector ? vector++ : general++);
            _arguments.Add(register, value);
        }

        Result = CallValue.Of(method.ReturnType);
        ReturnsValue = method.ReturnType.MetadataType != MetadataType.Void;
        Unsuitable ??= ReturnsValue && Result.Bits == 0 && !Result.IsNarrow ? $"the result is {Result.TypeName}, {Result.Reason}" : null;
        Unsuitable ??=
            general > Register.Arguments || vector > Register.Arguments
                ? "there are more arguments than the eight that are in registers"
                : null;
    }

    /// <summary>Why no instruction can stand for a call; null where one can.</summary>
    public string? Unsuitable { get; }

    public bool ReturnsValue { get; }

    public CallValue Result { get; }

    /// <summary>Where the result has to be.</summary>
    public Register ResultRegister => new(Result.IsVector, 0);

    /// <summary>What a register holds, if it is an argument's.</summary>
    public bool TryGetArgument(Register register, out CallValue value) => _arguments.TryGetValue(register, out value);
}
