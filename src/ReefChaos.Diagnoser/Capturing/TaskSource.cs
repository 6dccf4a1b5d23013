using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A type of a library's own whose objects complete tasks: what awaits those, waits for the library.</summary>
internal sealed class TaskSource
{
    private const string Field = "_task";
    private const string Source = "System.Threading.Tasks.TaskCompletionSource";

    private TaskSource(string assembly) => Assembly = assembly;

    public string Assembly { get; }

    /// <summary>Null where the type is none.</summary>
    public static TaskSource? Of(ClrType type, FieldPlaces fields)
    {
        var assembly = Path.GetFileNameWithoutExtension(type.Module?.Name ?? "");
        return CodeOwners.IsNotFrameworks(assembly) && Bases(type).Any(b => b.Name == Source || b.Name?.StartsWith(Source + "<", StringComparison.Ordinal) == true)
            && fields.Of(type, Field) is not null
                ? new TaskSource(assembly)
                : null;
    }

    /// <summary>The task that such an object completes.</summary>
    public static ulong TaskOf(ClrObject source, FieldPlaces fields) => fields.Read(source, Field).Address;

    private static IEnumerable<ClrType> Bases(ClrType type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
