using System.Collections.Generic;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using BareMetal.AltTool.Source;

namespace BareMetal.AltTool.Explain;

/// <summary>
/// Searches the IL of a method for a feature. The object only says that the method's code calls a helper; the PDB has a line for
/// every IL instruction, more exact than the DWARF lines of optimised code. Where the method itself has no such instruction,
/// one that was inlined into it must have it.
/// </summary>
internal sealed class FeatureUses(SourceAssembly assembly, RuntimeFeature feature)
{
    private readonly HashSet<MethodDefinitionHandle> _searched = [];

    /// <param name="symbol">ILC's name of the method.</param>
    public List<FeatureUse> In(string symbol)
    {
        if (assembly.FindMethod(symbol) is not { } method)
        {
            return [new FeatureUse(null, null)];
        }

        _searched.Clear();
        List<FeatureUse> uses = Search(method);
        return uses.Count != 0 ? uses : [new FeatureUse(assembly.PositionOf(method, 0), null)];
    }

    private List<FeatureUse> Search(MethodDefinitionHandle method)
    {
        var uses = new List<FeatureUse>();
        if (!_searched.Add(method))
        {
            return uses;
        }

        List<IlInstruction> instructions = assembly.Instructions(method);
        foreach (IlInstruction instruction in instructions)
        {
            if (feature.Expression(assembly, instruction) is { } expression)
            {
                uses.Add(new FeatureUse(assembly.PositionOf(method, instruction.Offset), expression));
            }
        }

        return uses.Count != 0 ? uses : SearchCalled(instructions);
    }

    private List<FeatureUse> SearchCalled(List<IlInstruction> instructions)
    {
        var uses = new List<FeatureUse>();
        foreach (IlInstruction instruction in instructions)
        {
            bool isCall = instruction.Code.OperandType == OperandType.InlineMethod;
            if (isCall && assembly.ResolveMethod(instruction.Token) is { } called)
            {
                uses.AddRange(Search(called));
            }
        }

        return uses;
    }
}
