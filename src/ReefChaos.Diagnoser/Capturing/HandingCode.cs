using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Finds in an assembly where objects of a type are handed to what the framework keeps: a registration at a token, or a timer.</summary>
/// <remarks>Limit: only where one of its methods is the callback, or else where it is made in the same method, before something is handed over.</remarks>
internal static class HandingCode
{
    private const string Constructor = ".ctor";

    private static readonly HashSet<(string Type, string Method)> Keepers =
    [
        ("System.Threading.CancellationToken", "Register"), ("System.Threading.CancellationToken", "UnsafeRegister"),
        ("System.Threading.Timer", Constructor), ("System.TimeProvider", "CreateTimer"),
        ("System.Timers.Timer", "Start"), ("System.Timers.Timer", "set_Enabled"),
        ("System.Threading.ThreadPool", "RegisterWaitForSingleObject"), ("Microsoft.Extensions.Primitives.ChangeToken", "OnChange"),
    ];

    /// <param name="type">By its token.</param>
    public static IReadOnlyList<CodeOffset> Find(string assembly, int type)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(assembly));
            var metadata = image.GetMetadataReader();
            var all = metadata.MethodDefinitions.SelectMany(m => Find(image, metadata, m, type)).ToList();
            return [.. all.Where(c => c.IsCallback || !all.Exists(o => o.IsCallback)).Select(c => c.Code)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<(CodeOffset Code, bool IsCallback)> Find(PEReader image, MetadataReader metadata, MethodDefinitionHandle handle, int type)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
        {
            yield break;
        }

        bool isMade = false, isCallback = false;
        foreach (var at in IlReader.Instructions(image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []))
        {
            if (at.Token == 0)
            {
                continue;
            }

            if (at.Code == OpCodes.Ldftn || at.Code == OpCodes.Ldvirtftn)
            {
                isCallback = TypeOf(metadata, at.Token) == type;
            }
            else if ((isMade || isCallback) && Keepers.Contains((IlReader.HolderOf(metadata, at.Token), IlReader.NameOf(metadata, at.Token))))
            {
                yield return (new CodeOffset(IlReader.TypeName(metadata, method.GetDeclaringType()), metadata.GetString(method.Name), MetadataTokens.GetToken(handle), at.Offset), isCallback);
            }

            isMade |= at.Code == OpCodes.Newobj && TypeOf(metadata, at.Token) == type;
        }
    }

    /// <summary>The type in this assembly whose method it is, by its token; nought for another's.</summary>
    private static int TypeOf(MetadataReader metadata, int method) =>
        IlReader.DefinitionOf(metadata, method) is { } definition ? MetadataTokens.GetToken(metadata.GetMethodDefinition(definition).GetDeclaringType()) : 0;
}
