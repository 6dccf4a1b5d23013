using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells tasks, and what completes them, by their types.</summary>
internal sealed class TaskTypes
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string Source = "System.Threading.Tasks.TaskCompletionSource";

    private readonly Dictionary<ulong, bool> tasks = [];
    private readonly Dictionary<ulong, (ClrInstanceField Task, string Assembly)?> sources = [];

    public bool IsTask(ClrType type)
    {
        if (!tasks.TryGetValue(type.MethodTable, out var known))
        {
            tasks[type.MethodTable] = known = Bases(type).Any(b => b.Name == Task);
        }

        return known;
    }

    /// <summary>The task that the object completes, where a library has made a source of its own; and which library that is.</summary>
    public (ulong Address, string Assembly)? CompletedBy(ClrObject source)
    {
        var type = source.Type!;
        if (!sources.TryGetValue(type.MethodTable, out var known))
        {
            sources[type.MethodTable] = known = Find(type);
        }

        return known is { } found ? (found.Task.ReadObject(source.Address, interior: false).Address, found.Assembly) : null;
    }

    private static (ClrInstanceField, string)? Find(ClrType type)
    {
        var assembly = Path.GetFileNameWithoutExtension(type.Module?.Name ?? "");
        return CodeOwners.IsNotFrameworks(assembly) && Bases(type).Any(b => b.Name == Source || b.Name?.StartsWith(Source + "<", StringComparison.Ordinal) == true)
            && type.GetFieldByName("_task") is { IsObjectReference: true } task
                ? (task, assembly)
                : null;
    }

    private static IEnumerable<ClrType> Bases(ClrType type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
