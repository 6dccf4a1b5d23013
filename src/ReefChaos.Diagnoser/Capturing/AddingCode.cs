using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A place in an assembly's own code: <see cref="Type"/> as the runtime would name it.</summary>
internal sealed record CodeOffset(string Type, string Method, int Token, int Offset);

/// <summary>Finds in an assembly where something is added to what a field holds.</summary>
/// <remarks>Limit: only where the field is read and then added to in the same method, as in <c>sessions.Add(session)</c>.</remarks>
internal static class AddingCode
{
    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "GetOrAdd", "AddRange", "AddFirst", "AddLast", "Append", "Enqueue", "Push", "Insert", "set_Item",
        "Set", "SetValue", "CreateEntry", "GetOrCreate", "GetOrCreateAsync", "TryWrite", "Register", "UnsafeRegister",
    };

    private static readonly OpCode?[] OneByte = new OpCode?[256];
    private static readonly OpCode?[] TwoBytes = new OpCode?[256];

    static AddingCode()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is OpCode code)
            {
                (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
            }
        }
    }

    /// <param name="holder">The type that has the field, by its token.</param>
    public static IReadOnlyList<CodeOffset> Find(string assembly, int holder, string field)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(assembly));
            var metadata = image.GetMetadataReader();
            return [.. metadata.MethodDefinitions.SelectMany(m => Find(image, metadata, m, holder, field))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<CodeOffset> Find(PEReader image, MetadataReader metadata, MethodDefinitionHandle handle, int holder, string field)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
        {
            yield break;
        }

        // A property is read through its getter, also by its own type.
        var getter = field.StartsWith('<') && field.IndexOf(">k__", StringComparison.Ordinal) is > 1 and var end ? $"get_{field[1..end]}" : "";
        int? read = null;
        foreach (var (code, token, offset) in Instructions(image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []))
        {
            var isCall = code == OpCodes.Call || code == OpCodes.Callvirt;
            if (((code == OpCodes.Ldfld || code == OpCodes.Ldsfld) && IsField(metadata, token, holder, field)) || (isCall && getter.Length > 0 && NameOf(metadata, token) == getter))
            {
                read = offset;
            }
            else if (read is { } at && isCall && Adders.Contains(NameOf(metadata, token)))
            {
                read = null;
                yield return new CodeOffset(TypeName(metadata, method.GetDeclaringType()), metadata.GetString(method.Name), MetadataTokens.GetToken(handle), at);
            }
        }
    }

    private static IEnumerable<(OpCode Code, int Token, int Offset)> Instructions(byte[] body)
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
            yield return (code, token, begin);
        }
    }

    private static int OperandBytes(OpCode code, byte[] body, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch when at + 4 <= body.Length => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };

    private static bool IsField(MetadataReader metadata, int token, int holder, string field)
    {
        var handle = MetadataTokens.EntityHandle(token);
        switch (handle.Kind)
        {
            case HandleKind.FieldDefinition:
                var definition = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return metadata.StringComparer.Equals(definition.Name, field) && MetadataTokens.GetToken(definition.GetDeclaringType()) == holder;
            case HandleKind.MemberReference:
                // A field of a generic type: which instance of it is of no matter.
                return metadata.StringComparer.Equals(metadata.GetMemberReference((MemberReferenceHandle)handle).Name, field);
            default:
                return false;
        }
    }

    private static string NameOf(MetadataReader metadata, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        return handle.Kind switch
        {
            HandleKind.MethodDefinition => metadata.GetString(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).Name),
            HandleKind.MemberReference => metadata.GetString(metadata.GetMemberReference((MemberReferenceHandle)handle).Name),
            _ => "",
        };
    }

    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{TypeName(metadata, outer)}+{name}"
            : metadata.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{name}"
            : name;
    }
}
