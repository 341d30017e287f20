using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Source;
using BareMetal.Patcher;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>Reads the attributes of patcher/attributes. What is wrong with them is reported, and nothing is read past it.</summary>
internal sealed class AltDeclarations
{
    /// <summary>What the symbols of declarations start with; their replacements are linked after them.</summary>
    public const string Prefix = "alt_";

    private const string CallbackPrefix = "bm_cb_";

    private readonly ModuleDefinition _module;
    private readonly MethodSymbols _symbols;
    private readonly CapabilityRules _capabilities;
    private readonly MethodSource _source;
    private readonly List<AltDeclaration> _declarations = [];
    private readonly List<Diagnostic> _findings = [];

    private AltDeclarations(ModuleDefinition module, CapabilityRules capabilities, MethodSource source)
    {
        _module = module;
        _symbols = new MethodSymbols(module);
        _capabilities = capabilities;
        _source = source;
    }

    /// <param name="findings">What is wrong, in the order of the metadata.</param>
    public static List<AltDeclaration> Read(
        ModuleDefinition module, CapabilityRules capabilities, MethodSource source, out List<Diagnostic> findings)
    {
        var reader = new AltDeclarations(module, capabilities, source);
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (PropertyDefinition property in type.Properties)
            {
                reader.CheckProperty(property);
            }

            foreach (MethodDefinition method in type.Methods)
            {
                reader.ReadMethod(method);
            }
        }

        findings = reader._findings;
        return reader._declarations;
    }

    private void CheckProperty(PropertyDefinition property)
    {
        List<CustomAttribute> attributes = AltAttributes.Of(property);
        if (attributes.Count != 0 && (property.GetMethod is null || property.SetMethod is not null))
        {
            Report(attributes[0], property.GetMethod ?? property.SetMethod,
                "an alternative can stand for a value that is read: leave the property its get and nothing else");
        }
    }

    private void ReadMethod(MethodDefinition method)
    {
        List<CustomAttribute> attributes = AltAttributes.OfMember(method);
        if (attributes.Count == 0)
        {
            CheckHasCode(method);
            return;
        }

        int before = _findings.Count;
        CheckMethod(method, attributes[0]);
        AltImplementation? fallback = null;
        var choices = new List<AltChoice>();
        foreach (CustomAttribute attribute in attributes)
        {
            if (AltAttributes.IsFallback(attribute))
            {
                fallback = FindImplementation(method, attribute, AltChoiceKind.Call);
            }
            else
            {
                choices.Add(ReadChoice(method, attribute));
            }
        }

        if (_findings.Count == before)
        {
            bool hasFallback = attributes.Exists(AltAttributes.IsFallback);
            CheckChoices(method, attributes[0], choices, hasFallback);
        }

        if (_findings.Count == before)
        {
            _declarations.Add(new AltDeclaration(method, Prefix + _symbols[method], fallback, choices));
        }
    }

    /// <summary>
    /// csc only warns of an extern that nothing stands for, and a property's attributes aren't on its getter: so it is said here.
    /// </summary>
    private void CheckHasCode(MethodDefinition method)
    {
        bool isExtern = method.RVA == 0 && !method.IsAbstract && !method.IsRuntime;
        bool isSetterOfMarked = method.IsSetter
            && AltAttributes.Of(method.DeclaringType.Properties.First(p => p.SetMethod == method)).Count != 0;
        if (isExtern && !isSetterOfMarked && !method.IsInternalCall && !method.IsPInvokeImpl && RuntimeAttributes.SymbolOf(method) is null)
        {
            _findings.Add(new Diagnostic(
                _source.FileOf(method.DeclaringType) ?? _module.Name,
                DiagnosticCode.BadAlternative,
                $"{MethodName.Of(method)}: the method is extern, and nothing says where its code is: " +
                "add alternatives, RuntimeImport or a body"));
        }
    }

    private void CheckMethod(MethodDefinition method, CustomAttribute attribute)
    {
        bool isExtern = method.RVA == 0 && !method.IsAbstract;
        if (!isExtern || !method.IsStatic)
        {
            Report(attribute, method,
                "the attribute stands for code that isn't there: the method must be static extern, and end in ; without a body");
        }
        else if (method.HasGenericParameters || method.DeclaringType.HasGenericParameters)
        {
            Report(attribute, method,
                "a generic method has one body for each type argument, and no symbol: call one that isn't generic from it");
        }
        else if (method.IsInternalCall || method.IsPInvokeImpl)
        {
            Report(attribute, method,
                "RuntimeImport, InternalCall or DllImport says where the code is, and so does this attribute: leave one");
        }
        else if (method.ImplAttributes != MethodImplAttributes.IL)
        {
            Report(attribute, method,
                "MethodImpl says how a body is compiled, and there is none: " +
                "put it on the methods that the attributes name, or leave it out");
        }
    }

    private AltChoice ReadChoice(MethodDefinition method, CustomAttribute attribute)
    {
        AltChoiceKind kind = AltAttributes.KindOf(attribute);
        var arguments = attribute.ConstructorArguments;
        var cap = (CpuCap)Convert.ToUInt16(arguments[kind == AltChoiceKind.Test ? 0 : 1].Value);
        if (!CapabilityRules.IsKnown(cap))
        {
            Report(attribute, method,
                $"there is no capability {(ushort)cap}: patcher/capabilities/cpucaps.txt has them, 0 to {CpuCaps.Count - 1}");
        }

        bool isMethod = kind is AltChoiceKind.Call or AltChoiceKind.Callback;
        return new AltChoice(
            kind,
            cap,
            kind == AltChoiceKind.Instruction ? (string)arguments[0].Value ?? "" : null,
            isMethod ? FindImplementation(method, attribute, kind) : null,
            _source.Of(attribute));
    }

    private AltImplementation? FindImplementation(MethodDefinition method, CustomAttribute attribute, AltChoiceKind kind)
    {
        string name = (string)attribute.ConstructorArguments[0].Value ?? "";
        MethodDefinition? found = null;
        bool isNamed = false;
        bool isSymbol = kind == AltChoiceKind.Callback && name.StartsWith(CallbackPrefix, StringComparison.Ordinal);
        foreach (MethodDefinition candidate in isSymbol
            ? _module.GetTypes().SelectMany(type => type.Methods)
            : method.DeclaringType.Methods)
        {
            if (isSymbol ? RuntimeAttributes.SymbolOf(candidate) == name : candidate.Name == name || candidate.Name == $"get_{name}")
            {
                isNamed = true;
                found = ImplementationForm.Fits(method, candidate, kind) ? candidate : found;
            }
        }

        if (found is null)
        {
            string wanted = ImplementationForm.Wanted(method, name, kind);
            Report(attribute, method, isNamed
                ? $"{name} has another signature: {wanted} is needed"
                : isSymbol ? $"no method is exported as {name}"
                : $"{method.DeclaringType.Name} has no method {name}: {wanted} is needed");
            return null;
        }

        if (AltAttributes.OfMember(found).Count != 0)
        {
            Report(attribute, method, $"{name} has alternatives itself: name one that has a body");
            return null;
        }

        string? symbol = RuntimeAttributes.SymbolOf(found);
        bool isExported = symbol is not null;
        if (kind == AltChoiceKind.Callback && isExported && !symbol!.StartsWith(CallbackPrefix, StringComparison.Ordinal))
        {
            Report(attribute, method, $"the callback {name} is exported as {symbol}: the name of a callback begins with {CallbackPrefix}");
        }

        return new AltImplementation(
            found, symbol ?? (kind == AltChoiceKind.Callback ? CallbackPrefix : Prefix) + _symbols[found], isExported);
    }

    private void CheckChoices(MethodDefinition method, CustomAttribute first, List<AltChoice> choices, bool hasFallback)
    {
        if (choices.Count == 0)
        {
            Report(first, method, "there is a fallback, but no alternative: add one, or call the fallback itself");
            return;
        }

        bool isTest = choices.Exists(c => c.Kind == AltChoiceKind.Test);
        AltChoice last = choices[^1];
        bool isItsOwn = last.Kind == AltChoiceKind.Instruction && CapabilityRules.IsAlways(last.Cap);
        if (isTest && (choices.Count > 1 || hasFallback))
        {
            Report(first, method, "[CpusHave] stands alone: it needs no fallback, and one property asks for one capability");
        }
        else if (isTest && (method.Parameters.Count != 0 || method.ReturnType.MetadataType != MetadataType.Boolean))
        {
            Report(first, method, "[CpusHave] is for a bool property, or a method that takes nothing and returns bool");
        }
        else if (!isTest && !hasFallback && !isItsOwn)
        {
            Report(first, method, "there is no fallback, which is what runs until the alternatives are applied and where none applies: "
                + "add [Fallback(nameof(…))], or an instruction for CpuCap.AlwaysSystem as the last alternative");
        }
        else if (hasFallback && isItsOwn)
        {
            Report(first, method,
                "the last alternative's instruction is on every CPU, so the fallback is the same in more words: leave one of them");
        }

        for (int i = 0; i < choices.Count; i++)
        {
            CheckCanWin(method, choices, i);
            if (choices[i].Instruction is { } instruction)
            {
                InstructionContract.Check(method, instruction, text => Report(choices[i].Position, method, text));
            }
        }
    }

    private void CheckCanWin(MethodDefinition method, List<AltChoice> choices, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (_capabilities.Implies(choices[index].Cap, choices[i].Cap))
            {
                string before = CapabilityRules.Name(choices[i].Cap);
                string cap = CapabilityRules.Name(choices[index].Cap);
                string why =
                    cap == before
                        ? $"an alternative for {before} stands before it"
                        : $"every CPU with {cap} has {before}, whose alternative stands before it";
                Report(choices[index].Position, method,
                    $"this alternative can never win: {why}, and the first that applies is taken. Put the best first");
                return;
            }
        }
    }

    private void Report(CustomAttribute attribute, MethodDefinition method, string text) => Report(_source.Of(attribute), method, text);

    private void Report(SourcePosition position, MethodDefinition method, string text) =>
        _findings.Add(MethodSource.Finding(position, DiagnosticCode.BadAlternative, method, text));
}
