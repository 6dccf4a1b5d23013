using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A place in an assembly's own code: <see cref="Type"/> as the runtime would name it.</summary>
internal sealed record CodeOffset(string Type, string Method, int Token, int Offset);

/// <summary>Finds in an assembly where something is added to what a field holds.</summary>
/// <remarks>
/// Limit: only where the field is read and then added to in the same method, as in <c>sessions.Add(session)</c>, or is an event that is subscribed to.
/// </remarks>
internal static class AddingCode
{
    private const string Subscribing = "add_";

    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "GetOrAdd", "AddRange", "AddFirst", "AddLast", "Append", "Enqueue", "Push", "Insert", "set_Item",
        "Set", "SetValue", "CreateEntry", "GetOrCreate", "GetOrCreateAsync", "TryWrite", "Register", "UnsafeRegister", "Combine", "Subscribe",
    };

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
        // What subscribes to an event is the one that calls its accessor.
        if (method.RelativeVirtualAddress == 0 || metadata.StringComparer.Equals(method.Name, Subscribing + field))
        {
            yield break;
        }

        // A property is read through its getter, also by its own type.
        var getter = field.StartsWith('<') && field.IndexOf(">k__", StringComparison.Ordinal) is > 1 and var end ? $"get_{field[1..end]}" : "";
        int? read = null;
        foreach (var at in IlReader.Instructions(image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []))
        {
            var called = at.IsCall ? IlReader.NameOf(metadata, at.Token) : "";
            if (((at.Code == OpCodes.Ldfld || at.Code == OpCodes.Ldsfld) && IsField(metadata, at.Token, holder, field)) || (getter.Length > 0 && called == getter))
            {
                read = at.Offset;
            }
            else if (called == Subscribing + field || (read is not null && Adders.Contains(called)))
            {
                yield return new CodeOffset(IlReader.TypeName(metadata, method.GetDeclaringType()), metadata.GetString(method.Name), MetadataTokens.GetToken(handle), read ?? at.Offset);
                read = null;
            }
        }
    }

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
}
