using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Finds in an assembly where objects of a type are handed to what the framework keeps: a registration at a token, a timer, an event, what goes on after a task.</summary>
/// <remarks>Limit: only where one of its methods is the callback, or else where it is made in the same method, before something is handed over.</remarks>
internal static class HandingCode
{
    private const string Constructor = ".ctor";

    private const string Subscribing = "add_";

    private static readonly HashSet<(string Type, string Method)> Keepers =
    [
        ("System.Threading.Timer", Constructor), ("System.Timers.Timer", "Start"), ("System.Timers.Timer", "set_Enabled"), ("System.Threading.ThreadPool", "RegisterWaitForSingleObject"),
        ("System.Threading.Tasks.Task", "ContinueWith"), ("System.Threading.Tasks.Task`1", "ContinueWith"),
    ];

    /// <summary>Whose method it may be.</summary>
    private static readonly HashSet<string> AnyonesKeepers = new(StringComparer.Ordinal)
    {
        "Register", "UnsafeRegister", "CreateTimer", "OnChange", "RegisterChangeCallback", "Subscribe", "AddActivityListener", "OnCompleted", "UnsafeOnCompleted",
    };

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
            else if ((isMade || isCallback) && Keeps(IlReader.HolderOf(metadata, at.Token), IlReader.NameOf(metadata, at.Token)))
            {
                yield return (new CodeOffset(IlReader.TypeName(metadata, method.GetDeclaringType()), metadata.GetString(method.Name), MetadataTokens.GetToken(handle), at.Offset), isCallback);
            }

            isMade |= at.Code == OpCodes.Newobj && TypeOf(metadata, at.Token) == type;
        }
    }

    private static bool Keeps(string type, string method) =>
        Keepers.Contains((type, method)) || AnyonesKeepers.Contains(method) || method.StartsWith(Subscribing, StringComparison.Ordinal);

    /// <summary>The type in this assembly whose method it is, by its token; nought for another's.</summary>
    private static int TypeOf(MetadataReader metadata, int method) =>
        IlReader.DefinitionOf(metadata, method) is { } definition ? MetadataTokens.GetToken(metadata.GetMethodDefinition(definition).GetDeclaringType()) : 0;
}
