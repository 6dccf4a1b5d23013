using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A type of a library's own whose objects complete tasks: what awaits those, waits for the library.</summary>
internal sealed class TaskSource
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string Source = "System.Threading.Tasks.TaskCompletionSource";

    private readonly ClrInstanceField task;

    private TaskSource(ClrInstanceField task, string assembly) => (this.task, Assembly) = (task, assembly);

    public string Assembly { get; }

    /// <summary>Null where the type is none.</summary>
    public static TaskSource? Of(ClrType type)
    {
        var assembly = Path.GetFileNameWithoutExtension(type.Module?.Name ?? "");
        return CodeOwners.IsNotFrameworks(assembly) && Bases(type).Any(b => b.Name == Source || b.Name?.StartsWith(Source + "<", StringComparison.Ordinal) == true)
            && type.GetFieldByName("_task") is { IsObjectReference: true } task
                ? new TaskSource(task, assembly)
                : null;
    }

    public static bool IsTask(ClrType type) => Bases(type).Any(b => b.Name == Task);

    /// <summary>The task that such an object completes.</summary>
    public ulong TaskOf(ClrObject source) => task.ReadObject(source.Address, interior: false).Address;

    private static IEnumerable<ClrType> Bases(ClrType type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
