using System.Reflection.Emit;

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
    public static IReadOnlyList<CodeOffset> Find(AssemblyCode assembly, int type)
    {
        var all = assembly.Search(m => Find(m, type));
        return [.. all.Where(c => c.IsCallback || !all.Any(o => o.IsCallback)).Select(c => c.Code)];
    }

    private static IEnumerable<(CodeOffset Code, bool IsCallback)> Find(MethodCode method, int type)
    {
        bool isMade = false, isCallback = false;
        foreach (var at in method.Instructions.Where(i => i.Token != 0))
        {
            if (at.Code == OpCodes.Ldftn || at.Code == OpCodes.Ldvirtftn)
            {
                isCallback = IlReader.OwnHolderOf(method.Metadata, at.Token) == type;
            }
            else if ((isMade || isCallback) && Keeps(IlReader.HolderOf(method.Metadata, at.Token), IlReader.NameOf(method.Metadata, at.Token)))
            {
                yield return (method.At(at.Offset), isCallback);
            }

            isMade |= at.Code == OpCodes.Newobj && IlReader.OwnHolderOf(method.Metadata, at.Token) == type;
        }
    }

    private static bool Keeps(string type, string method) =>
        Keepers.Contains((type, method)) || AnyonesKeepers.Contains(method) || (method.StartsWith(Subscribing, StringComparison.Ordinal) && !NeedsStart(type));

    /// <summary>Nothing keeps it, nor who listens to it, until it is started.</summary>
    private static bool NeedsStart(string type) => type == "System.Timers.Timer";
}
