using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// Copies a static method of a program that is its own core library, with what it calls and uses, into an assembly that .NET can
/// load. Public types of .NET and of the patcher, by their full names, stand for those of the same name there.
/// </summary>
internal sealed class MethodCopies
{
    /// <summary>Full name of the type with the method that is copied.</summary>
    public const string EntryType = "Callback";

    /// <summary>Its name there.</summary>
    public const string EntryMethod = "Invoke";

    private readonly ModuleDefinition _target;
    private readonly HostTypes _host;
    private readonly TypeDefinition _entry;
    private readonly string _path;
    private readonly Dictionary<TypeDefinition, TypeDefinition> _types = [];
    private readonly Dictionary<MethodDefinition, MethodDefinition> _methods = [];
    private readonly Dictionary<FieldDefinition, FieldDefinition> _fields = [];
    private readonly Queue<(MethodDefinition From, MethodDefinition To)> _bodies = [];

    private MethodCopies(string path)
    {
        _path = path;
        AssemblyNameDefinition name = new(EntryType, new Version(1, 0));
        _target = AssemblyDefinition.CreateAssembly(name, EntryType, ModuleKind.Dll).MainModule;
        _host = new HostTypes(_target);
        _entry = AddType(EntryType, TypeAttributes.Abstract | TypeAttributes.Sealed, _target.TypeSystem.Object);
    }

    /// <summary>The assembly, in which the method is EntryMethod of EntryType.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The assembly that it is from, for messages.</param>
    public static MemoryStream Write(MethodDefinition method, string path)
    {
        MethodCopies copies = new(path);
        copies.AddMethod(copies._entry, method, EntryMethod);
        while (copies._bodies.TryDequeue(out (MethodDefinition From, MethodDefinition To) next))
        {
            copies.CopyBody(next.From, next.To);
        }

        MemoryStream stream = new();
        copies._target.Write(stream);
        stream.Position = 0;
        return stream;
    }

    private TypeReference Import(TypeReference type) => type switch
    {
        GenericParameter parameter => _host.Parameter(parameter.Type, parameter.Position),
        ByReferenceType { ElementType: var element } => new ByReferenceType(Import(element)),
        PointerType { ElementType: var element } => new PointerType(Import(element)),
        ArrayType { ElementType: var element, Rank: var rank } => new ArrayType(Import(element), rank),
        PinnedType { ElementType: var element } => new PinnedType(Import(element)),
        RequiredModifierType { ElementType: var element, ModifierType: var modifier } =>
            new RequiredModifierType(Import(modifier), Import(element)),
        GenericInstanceType instance => ImportInstance(instance),
        FunctionPointerType or OptionalModifierType or SentinelType => throw Refused($"{type.FullName}: function pointers aren't copied"),
        _ => _host.Find(type)
            ?? (type is TypeDefinition definition ? Copy(definition) : throw Refused($"{type.FullName} isn't in the assembly")),
    };

    private GenericInstanceType ImportInstance(GenericInstanceType instance)
    {
        GenericInstanceType imported = new(Import(instance.ElementType));
        foreach (TypeReference argument in instance.GenericArguments)
        {
            imported.GenericArguments.Add(Import(argument));
        }

        return imported;
    }

    private MethodReference Import(MethodReference method)
    {
        if (method is GenericInstanceMethod { ElementMethod: var element } generic)
        {
            GenericInstanceMethod imported = new(Import(element));
            foreach (TypeReference argument in generic.GenericArguments)
            {
                imported.GenericArguments.Add(Import(argument));
            }

            return imported;
        }

        TypeReference declaring = Import(method.DeclaringType);
        return declaring is TypeDefinition type ? AddMethod(type, method.Resolve(), method.Name) : ReferTo(method, declaring);
    }

    private MethodReference ReferTo(MethodReference method, TypeReference declaring)
    {
        MethodReference reference =
            new(method.Name, _target.TypeSystem.Void, declaring) { HasThis = method.HasThis, ExplicitThis = method.ExplicitThis };
        foreach (GenericParameter parameter in method.GenericParameters)
        {
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));
        }

        reference.ReturnType = Import(method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            reference.Parameters.Add(new ParameterDefinition(Import(parameter.ParameterType)));
        }

        return reference;
    }

    private FieldReference Import(FieldReference field)
    {
        TypeReference declaring = Import(field.DeclaringType);
        return declaring is TypeDefinition type
            ? AddField(type, field.Resolve())
            : new FieldReference(field.Name, Import(field.FieldType), declaring);
    }

    private TypeDefinition Copy(TypeDefinition type)
    {
        if (_types.TryGetValue(type, out TypeDefinition? copy))
        {
            return copy;
        }

        if (type.HasGenericParameters)
        {
            throw Refused($"{type.FullName}: generic types of the program aren't copied");
        }

        TypeReference parent = type.IsValueType ? _host.ValueType : _target.TypeSystem.Object;
        copy = AddType(type.FullName.Replace('/', '+'), type.Attributes & ~TypeAttributes.VisibilityMask, parent);
        (copy.PackingSize, copy.ClassSize) = (type.PackingSize, type.ClassSize);
        _types.Add(type, copy);
        foreach (FieldDefinition field in type.Fields)
        {
            if (!field.IsStatic)
            {
                AddField(copy, field);
            }
        }

        return copy;
    }

    private TypeDefinition AddType(string name, TypeAttributes attributes, TypeReference parent)
    {
        TypeDefinition type = new("", name, attributes | TypeAttributes.Public, parent);
        _target.Types.Add(type);
        return type;
    }

    private FieldDefinition AddField(TypeDefinition type, FieldDefinition field)
    {
        if (_fields.TryGetValue(field, out FieldDefinition? copy))
        {
            return copy;
        }

        FieldAttributes attributes = (field.Attributes & ~FieldAttributes.FieldAccessMask) | FieldAttributes.Public;
        copy = new FieldDefinition(
            field.Name, attributes, Import(field.FieldType))
        { Offset = field.Offset, InitialValue = field.InitialValue };
        if (field.HasConstant)
        {
            copy.Constant = field.Constant;
        }

        _fields.Add(field, copy);
        type.Fields.Add(copy);
        if (field is { IsStatic: true, HasConstant: false } && FindStaticConstructor(field.DeclaringType) is { } constructor)
        {
            AddMethod(type, constructor, constructor.Name);
        }

        return copy;
    }

    private static MethodDefinition? FindStaticConstructor(TypeDefinition type)
    {
        foreach (MethodDefinition method in type.Methods)
        {
            if (method is { IsConstructor: true, IsStatic: true })
            {
                return method;
            }
        }

        return null;
    }

    private MethodDefinition AddMethod(TypeDefinition type, MethodDefinition method, string name)
    {
        if (_methods.TryGetValue(method, out MethodDefinition? copy))
        {
            return copy;
        }

        if (!method.HasBody || method.HasGenericParameters)
        {
            throw Refused($"{MethodName.Of(method)} {(method.HasBody ? "is generic" : "has no body in C#")}");
        }

        copy = new MethodDefinition(
            name, (method.Attributes & ~MethodAttributes.MemberAccessMask) | MethodAttributes.Public, Import(method.ReturnType));
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            copy.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, Import(parameter.ParameterType)));
        }

        _methods.Add(method, copy);
        type.Methods.Add(copy);
        _bodies.Enqueue((method, copy));
        return copy;
    }

    private void CopyBody(MethodDefinition from, MethodDefinition to)
    {
        if (from.Body.HasExceptionHandlers)
        {
            throw Refused($"{MethodName.Of(from)} has exception handlers");
        }

        to.Body = new MethodBody(to) { InitLocals = from.Body.InitLocals };
        foreach (VariableDefinition variable in from.Body.Variables)
        {
            to.Body.Variables.Add(new VariableDefinition(Import(variable.VariableType)));
        }

        // Branches may lead forward: all instructions first, then what they refer to.
        Dictionary<Instruction, Instruction> copies = [];
        foreach (Instruction instruction in from.Body.Instructions)
        {
            Instruction copy = Instruction.Create(OpCodes.Nop);
            copies.Add(instruction, copy);
            to.Body.Instructions.Add(copy);
        }

        foreach ((Instruction instruction, Instruction copy) in copies)
        {
            copy.OpCode = instruction.OpCode;
            copy.Operand = instruction.Operand switch
            {
                TypeReference type => Import(type),
                MethodReference method => Import(method),
                FieldReference field => Import(field),
                Instruction target => copies[target],
                Instruction[] targets => Array.ConvertAll(targets, target => copies[target]),
                VariableDefinition variable => to.Body.Variables[variable.Index],
                ParameterDefinition { Index: < 0 } => to.Body.ThisParameter,
                ParameterDefinition parameter => to.Parameters[parameter.Index],
                CallSite => throw Refused($"{MethodName.Of(from)} calls by a function pointer"),
                var other => other,
            };
        }
    }

    private InputException Refused(string reason) =>
        new(_path, $"a callback can't be run here: {reason}",
            "It may use what .NET has too, types of the patcher, and plain C# of its own");
}
