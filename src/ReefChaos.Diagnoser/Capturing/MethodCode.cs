using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A place in an assembly's own code: <see cref="Type"/> as the runtime would name it.</summary>
internal sealed record CodeOffset(string Type, string Method, int Token, int Offset)
{
    /// <summary>The method also counts what is there and takes something out: there is a limit.</summary>
    public bool IsLimited { get; init; }
}

/// <summary>One method of an assembly, as it lies on the disk.</summary>
internal sealed class MethodCode(PEReader image, MetadataReader metadata, MethodDefinitionHandle handle)
{
    private readonly MethodDefinition definition = metadata.GetMethodDefinition(handle);

    public MetadataReader Metadata => metadata;

    public MethodDefinitionHandle Handle => handle;

    public string Name => metadata.GetString(definition.Name);

    /// <summary>The token of the type whose method it is.</summary>
    public int Holder => MetadataTokens.GetToken(definition.GetDeclaringType());

    /// <summary>None where it has no code of its own.</summary>
    public IEnumerable<IlInstruction> Instructions =>
        definition.RelativeVirtualAddress == 0 ? [] : IlReader.Instructions(image.GetMethodBody(definition.RelativeVirtualAddress).GetILBytes() ?? []);

    /// <summary>Another one of the same assembly.</summary>
    public MethodCode Other(MethodDefinitionHandle other) => new(image, metadata, other);

    public CodeOffset At(int offset) => new(IlReader.TypeName(metadata, definition.GetDeclaringType()), Name, MetadataTokens.GetToken(handle), offset);
}
