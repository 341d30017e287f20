using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Source;

/// <summary>The assembly that ilc compiled, with its portable PDB: finds the C# of an ILC symbol.</summary>
internal sealed class SourceAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReaderProvider? _pdb;
    private readonly MetadataReader? _positions;
    private readonly Dictionary<string, MethodDefinitionHandle> _methods;
    private readonly string _sourceRoot;

    private SourceAssembly(PEReader file, string path, string sourceRoot)
    {
        _file = file;
        Metadata = file.GetMetadataReader();
        _methods = IlcMethodNames.Of(Metadata);
        _sourceRoot = sourceRoot;
        if (file.TryOpenAssociatedPortablePdb(path, OpenIfThere, out _pdb, out _))
        {
            _positions = _pdb?.GetMetadataReader();
        }
    }

    public MetadataReader Metadata { get; }

    /// <param name="path">The assembly; its PDB is embedded or lies beside it.</param>
    /// <param name="sourceRoot">Put before positions, which are relative to the root of the repository; may be empty.</param>
    public static SourceAssembly Load(string path, string sourceRoot)
    {
        var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        try
        {
            return new SourceAssembly(file, path, sourceRoot);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            file.Dispose();
            throw new InputException(path, "not a .NET assembly", "Give the assembly that ilc compiled, out/obj/…/BareMetal.dll");
        }
    }

    public void Dispose()
    {
        _pdb?.Dispose();
        _file.Dispose();
    }

    /// <param name="symbol">ILC's name of a method.</param>
    public MethodDefinitionHandle? FindMethod(string symbol) =>
        _methods.TryGetValue(IlcMethodNames.Key(symbol), out MethodDefinitionHandle method) ? method : null;

    /// <param name="type">Full name, as ilc writes it in messages.</param>
    public MethodDefinitionHandle? FindStaticConstructor(string type) =>
        FindMethod(IlcMethodNames.StaticConstructor(Metadata, type));

    public List<IlInstruction> Instructions(MethodDefinitionHandle method)
    {
        int address = Metadata.GetMethodDefinition(method).RelativeVirtualAddress;
        return address == 0 ? [] : IlReader.Read(_file.GetMethodBody(address).GetILContent().AsSpan());
    }

    /// <summary>The statement that an IL offset belongs to; null without a PDB.</summary>
    public SourcePosition? PositionOf(MethodDefinitionHandle method, int ilOffset)
    {
        SourcePosition? position = null;
        if (_positions is null)
        {
            return position;
        }

        foreach (SequencePoint point in _positions.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            bool isCandidate = position is null || point.Offset <= ilOffset;
            if (!point.IsHidden && isCandidate)
            {
                string file = _positions.GetString(_positions.GetDocument(point.Document).Name);
                position = new SourcePosition(MappedPath.Under(_sourceRoot, file), point.StartLine, point.StartColumn);
            }
        }

        return position;
    }

    /// <summary>The method of this assembly that a call's token means, through generic instantiations too.</summary>
    public MethodDefinitionHandle? ResolveMethod(int token)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = Metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        return handle.Kind switch
        {
            HandleKind.MethodDefinition => (MethodDefinitionHandle)handle,
            HandleKind.MemberReference => Resolve(Metadata.GetMemberReference((MemberReferenceHandle)handle)),
            _ => null,
        };
    }

    private MethodDefinitionHandle? Resolve(MemberReference reference)
    {
        TypeDefinitionHandle type = TypeShapes.Of(Metadata, reference.Parent).Definition;
        if (type.IsNil)
        {
            return null;
        }

        byte[] signature = Metadata.GetBlobBytes(reference.Signature);
        foreach (MethodDefinitionHandle candidate in Metadata.GetTypeDefinition(type).GetMethods())
        {
            MethodDefinition method = Metadata.GetMethodDefinition(candidate);
            bool isSameName = Metadata.StringComparer.Equals(method.Name, Metadata.GetString(reference.Name));
            if (isSameName && Metadata.GetBlobBytes(method.Signature).AsSpan().SequenceEqual(signature))
            {
                return candidate;
            }
        }

        return null;
    }

    private static FileStream? OpenIfThere(string path) => File.Exists(path) ? File.OpenRead(path) : null;
}
