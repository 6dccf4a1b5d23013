using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>One instruction of a method's own code; <see cref="Token"/> is 0 where it names nothing.</summary>
internal readonly record struct IlInstruction(OpCode Code, int Token, int Offset)
{
    public bool IsCall => Code == OpCodes.Call || Code == OpCodes.Callvirt;
}

/// <summary>Reads the instructions of methods, and the names of what they call.</summary>
internal static class IlReader
{
    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    static IlReader()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is OpCode code)
            {
                (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
            }
        }
    }

    public static IEnumerable<IlInstruction> Instructions(byte[] body)
    {
        for (var i = 0; i < body.Length;)
        {
            var begin = i;
            var found = body[i] == 0xFE && i + 1 < body.Length ? TwoBytes[body[i + 1]] : OneByte[body[i]];
            if (found is not { } code)
            {
                yield break;
            }

            i += code.Size;
            var token = code.OperandType is OperandType.InlineField or OperandType.InlineMethod && i + 4 <= body.Length ? BitConverter.ToInt32(body, i) : 0;
            i += OperandBytes(code, body, i);
            yield return new IlInstruction(code, token, begin);
        }
    }

    /// <summary>The method's own name; empty where the token is of none.</summary>
    public static string NameOf(MetadataReader metadata, int token)
    {
        var handle = Generic(metadata, MetadataTokens.EntityHandle(token));
        return handle.Kind switch
        {
            HandleKind.MethodDefinition => metadata.GetString(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).Name),
            HandleKind.MemberReference => metadata.GetString(metadata.GetMemberReference((MemberReferenceHandle)handle).Name),
            _ => "",
        };
    }

    /// <summary>The type whose method it is, without its arguments; empty where it cannot be told.</summary>
    public static string HolderOf(MetadataReader metadata, int token)
    {
        var handle = Generic(metadata, MetadataTokens.EntityHandle(token));
        return handle.Kind switch
        {
            HandleKind.MethodDefinition => TypeName(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()),
            HandleKind.MemberReference => TypeName(metadata, metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
            _ => "",
        };
    }

    /// <summary>The definition in this assembly of what is called; null where it is another's.</summary>
    public static MethodDefinitionHandle? DefinitionOf(MetadataReader metadata, int token)
    {
        var handle = Generic(metadata, MetadataTokens.EntityHandle(token));
        return handle.Kind == HandleKind.MethodDefinition ? (MethodDefinitionHandle)handle : null;
    }

    /// <summary>The type of this assembly whose method is called, by its token; 0 for another's.</summary>
    public static int OwnHolderOf(MetadataReader metadata, int token) =>
        DefinitionOf(metadata, token) is { } own ? MetadataTokens.GetToken(metadata.GetMethodDefinition(own).GetDeclaringType()) : 0;

    /// <summary>The first type that a generic method is called with; null where it has none, or that is a generic type itself.</summary>
    public static EntityHandle? ArgumentOf(MetadataReader metadata, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind != HandleKind.MethodSpecification)
        {
            return null;
        }

        // A mark, how many there are, and of the first one whether it is a class or a structure.
        var signature = metadata.GetBlobReader(metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Signature);
        signature.ReadByte();
        signature.ReadCompressedInteger();
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle ? signature.ReadTypeHandle() : null;
    }

    /// <summary>As the runtime would name it, with <c>+</c> before nested types.</summary>
    public static string TypeName(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                return Full(metadata, type.GetDeclaringType(), type.Namespace, type.Name);
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                var outer = reference.ResolutionScope.Kind == HandleKind.TypeReference ? reference.ResolutionScope : default;
                return Full(metadata, outer, reference.Namespace, reference.Name);
            case HandleKind.TypeSpecification:
                return Generic(metadata, metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature));
            default:
                return "";
        }
    }

    private static string Full(MetadataReader metadata, EntityHandle outer, StringHandle space, StringHandle name)
    {
        var own = metadata.GetString(name);
        return !outer.IsNil ? $"{TypeName(metadata, outer)}+{own}" : metadata.GetString(space) is { Length: > 0 } around ? $"{around}.{own}" : own;
    }

    /// <summary>Of a generic type that is given its arguments: a mark, class or structure, and the type.</summary>
    private static string Generic(MetadataReader metadata, BlobReader signature) =>
        signature.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance && signature.ReadCompressedInteger() > 0
            ? TypeName(metadata, signature.ReadTypeHandle())
            : "";

    /// <summary>The method that is given arguments; any other handle as it is.</summary>
    private static EntityHandle Generic(MetadataReader metadata, EntityHandle handle) =>
        handle.Kind == HandleKind.MethodSpecification ? metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method : handle;

    private static int OperandBytes(OpCode code, byte[] body, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch when at + 4 <= body.Length => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
