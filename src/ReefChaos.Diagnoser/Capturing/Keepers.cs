namespace ReefChaos.Diagnoser.Capturing;

/// <summary>
/// Calls of the user's after which the framework keeps something for good that no object or field of his leads to. Such objects are his only where he makes the call.
/// </summary>
internal static class Keepers
{
    private const string Interop = "System.Runtime.InteropServices.";
    private const string Caching = "Microsoft.Extensions.Caching.Memory.";
    private const string Sources = "System.Threading.CancellationTokenSource";

    private static readonly string[] Sockets =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler", "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient",
        "System.Net.WebSockets.ClientWebSocket",
    ];

    /// <summary>By type and method, for objects of a type at the end of a way from a root; null where none is known.</summary>
    /// <param name="types">From the root's own object on.</param>
    /// <param name="isHandle">The root is a handle.</param>
    public static Func<string, string, bool>? Of(string[] types, bool isHandle) => types switch
    {
        [.. var way, _] when way.Any(t => t == Caching + "MemoryCache") => (holder, name) => holder.StartsWith(Caching, StringComparison.Ordinal) && name is "Set" or "GetOrCreate" or "GetOrCreateAsync" or "CreateEntry",
        [.., var type] when type.StartsWith(Sources + "+Linked", StringComparison.Ordinal) => (holder, name) => holder == Sources && name == "CreateLinkedTokenSource",
        [.., Sources + "+CallbackNode"] => (holder, name) => holder == "System.Threading.CancellationToken" && name is "Register" or "UnsafeRegister",
        [.., "System.Threading.TimerQueueTimer"] or [.., "System.Threading.TimerQueueTimer", Sources] => (holder, name) =>
            (holder == "System.Threading.Timer" && name == ".ctor") || name == "CreateTimer" || (holder == Sources && name == "CancelAfter"),
        [.., ("System.Diagnostics.Metrics.Meter" or "System.Diagnostics.ActivitySource") and var kind] => (holder, name) => holder == kind && name == ".ctor",
        ["System.Object[]", "System.String"] when isHandle => (holder, name) => holder == "System.String" && name == "Intern",
        [_] when isHandle => (holder, name) => (holder == Interop + "GCHandle" && name == "Alloc") || (holder is Interop + "GCHandle`1" or Interop + "PinnedGCHandle`1" && name == ".ctor"),
        _ => null,
    };

    /// <summary>What takes memory of the system's.</summary>
    public static bool TakesMemory(string holder, string name) => holder switch
    {
        "" => name is "malloc" or "calloc" or "realloc" or "mmap" or "aligned_alloc" or "posix_memalign" or "strdup",
        Interop + "Marshal" => name.StartsWith("Alloc", StringComparison.Ordinal) || name.StartsWith("ReAlloc", StringComparison.Ordinal) || name.StartsWith("StringTo", StringComparison.Ordinal),
        Interop + "NativeMemory" => name.Contains("lloc", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>What makes connections.</summary>
    public static bool Connects(string holder, string name) => name == ".ctor" && Sockets.Contains(holder, StringComparer.Ordinal);
}
