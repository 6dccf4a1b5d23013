using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What keeps objects for good.</summary>
internal static class Roots
{
    /// <summary>Beginnings of names of what ends by itself: a connection and its request, a write into a full channel, threads, and the meters that looking reads.</summary>
    private static readonly string[] Passing =
    [
        "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.", "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http2.", "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http3.",
        "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Infrastructure.", "Microsoft.AspNetCore.Server.Kestrel.Transport.", "System.Net.Sockets.SocketAsyncEngine",
        "System.Threading.Channels.BlockedWriteAsyncOperation<", "System.Threading.Channels.VoidAsyncOperationWithData<",
        "Microsoft.AspNetCore.Http.DefaultHttpContext", "Microsoft.AspNetCore.Http.Features.", "System.Threading.Thread", "System.Net.Http.Http", "System.Diagnostics.Metrics.",
        "System.Diagnostics.Tracing.",
    ];

    private const string PassingType = "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpConnection";

    /// <summary>Of the first thread's stack, whose base the runtime does not know.</summary>
    private const ulong FirstStackBytes = 64 << 10;

    /// <summary>The runtime keeps each until it is disposed of, in a list.</summary>
    private static readonly string[] Meters = ["System.Diagnostics.Metrics.Meter", "System.Diagnostics.Metrics.Meter[]"];

    /// <summary>Whether what only such an object keeps goes with it.</summary>
    public static bool IsPassing(string type) => type == PassingType || (!Meters.Contains(type, StringComparer.Ordinal) && Passing.Any(p => type.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Static fields of the user's types: he knows them by name.</summary>
    /// <param name="reread">Forgets what was read: an object may be newer than that.</param>
    public static IEnumerable<(ClrObject Object, Root Root)> Statics(ClrRuntime runtime, Action reread)
    {
        foreach (var module in runtime.EnumerateModules().Where(m => CodeOwners.IsUsers(Path.GetFileNameWithoutExtension(m.Name ?? ""))))
        {
            foreach (var field in module.EnumerateTypesWithStaticFields().SelectMany(t => t.StaticFields).Where(f => f.IsObjectReference))
            {
                if (field.GetAddress(module.AppDomain) is not 0 and var at && Value(field, module.AppDomain, reread) is { IsNull: false, IsValid: true } value)
                {
                    yield return (value, new Root(at, $"{CodeNames.Type(field.ContainingType?.Name ?? "")}.{field.Name}", field.ContainingType is { } type && field.Name is { } name ? new Link(type, name) : null));
                }
            }
        }
    }

    /// <summary>Static fields of the user's that each thread has its own of.</summary>
    public static IEnumerable<(ClrObject Object, Root Root)> ThreadStatics(ClrRuntime runtime)
    {
        var threads = runtime.Threads.Where(t => t.IsAlive).ToList();
        foreach (var type in runtime.EnumerateModules().Where(m => CodeOwners.IsUsers(Path.GetFileNameWithoutExtension(m.Name ?? ""))).SelectMany(m => m.EnumerateTypeDefToMethodTableMap()).Select(t => runtime.GetTypeByMethodTable(t.MethodTable)).OfType<ClrType>())
        {
            foreach (var field in type.ThreadStaticFields.Where(f => f.IsObjectReference))
            {
                foreach (var thread in threads.Where(t => field.IsInitialized(t)))
                {
                    if (field.GetAddress(thread) is not 0 and var at && field.ReadObject(thread) is { IsNull: false, IsValid: true } value)
                    {
                        yield return (value, new Root(at, $"{CodeNames.Type(type.Name ?? "")}.{field.Name}", field.Name is { } name ? new Link(type, name) : null));
                    }
                }
            }
        }
    }

    /// <summary>What the program's first thread waits for: the program itself, and with it the host and its services.</summary>
    /// <remarks>The thread must be held.</remarks>
    public static IEnumerable<(ClrObject Object, Root Root)> Program(Attachment attachment) =>
        First(attachment.Runtime) is { } first && attachment.StackOf(first.OSThreadId) is not 0 and var top
            ? StackObjects.Between(attachment.Runtime, top, top + FirstStackBytes)
                .Where(o => ParkedCallers.IsParked(o.Type!))
                .Select(o => (o, new Root(first.Address, "the program's first thread")))
            : [];

    /// <summary>Null where it has ended.</summary>
    public static ClrThread? First(ClrRuntime runtime) => runtime.Threads.FirstOrDefault(t => t is { IsAlive: true, ManagedThreadId: 1, OSThreadId: not 0 });

    public static IEnumerable<(ClrObject Object, Root Root)> Handles(ClrRuntime runtime) => runtime.EnumerateHandles()
        .Where(h => h.IsStrong && h.Object.IsValid)
        .Select(h => (h.Object, new Root(h.Address, $"a {h.HandleKind.ToString().ToLowerInvariant()} handle")));

    /// <summary>What keeps the framework's static fields and interned strings.</summary>
    /// <remarks>A strong handle leads to each, but the library walks as many tables of handles as the collector has heaps now: with few heaps on many processors it misses some.</remarks>
    public static IEnumerable<(ClrObject Object, Root Root)> Tables(ClrRuntime runtime) => runtime.Heap.Segments
        .Where(s => s.Kind == GCSegmentKind.Pinned)
        .SelectMany(s => s.EnumerateObjects(carefully: true))
        .Where(o => o.Type?.Name == "System.Object[]")
        .Select(o => (o, new Root(o.Address, "a strong handle")));

    private static ClrObject Value(ClrStaticField field, ClrAppDomain domain, Action reread)
    {
        var value = field.ReadObject(domain);
        if (value is { IsNull: false, IsValid: false })
        {
            reread();
            value = field.ReadObject(domain);
        }

        return value;
    }
}
