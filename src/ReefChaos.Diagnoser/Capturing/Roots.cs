using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What keeps objects for good.</summary>
internal static class Roots
{
    /// <summary>In the names of types that end by themselves: parked methods, connections of the server and of clients, threads, and the meters that looking reads.</summary>
    public static readonly string[] Passing =
    [
        "StateMachineBox<", "Microsoft.AspNetCore.Server.Kestrel.", "System.Threading.Thread", "System.Net.Sockets.", "System.Net.Http.Http", "System.Diagnostics.Metrics.", "System.Diagnostics.Tracing.",
    ];

    /// <summary>Static fields of the user's types: he knows them by name.</summary>
    public static IEnumerable<(ClrObject Object, Root Root)> Statics(ClrRuntime runtime)
    {
        foreach (var module in runtime.EnumerateModules().Where(m => CodeOwners.IsUsers(Path.GetFileNameWithoutExtension(m.Name ?? ""))))
        {
            foreach (var field in module.EnumerateTypesWithStaticFields().SelectMany(t => t.StaticFields).Where(f => f.IsObjectReference))
            {
                if (field.GetAddress(module.AppDomain) is not 0 and var at && field.ReadObject(module.AppDomain) is { IsNull: false, IsValid: true } value)
                {
                    yield return (value, new Root(at, $"{CodeNames.Type(field.ContainingType?.Name ?? "")}.{field.Name}", field.ContainingType is { } type && field.Name is { } name ? new Link(type, name) : null));
                }
            }
        }
    }

    public static IEnumerable<(ClrObject Object, Root Root)> Handles(ClrRuntime runtime) => runtime.EnumerateHandles()
        .Where(h => h.IsStrong && h.Object.IsValid)
        .Select(h => (h.Object, new Root(h.Address, $"a {h.HandleKind.ToString().ToLowerInvariant()} handle")));
}
