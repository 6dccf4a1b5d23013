using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Types of a library's own whose objects complete tasks: what awaits those, waits for the library.</summary>
internal static class TaskSources
{
    /// <summary>The framework's library of blocks: its messages that find no room wait as such objects.</summary>
    public const string Dataflow = "System.Threading.Tasks.Dataflow";

    private const string Unsent = "System.Threading.Tasks.Dataflow.DataflowBlock+SendAsyncSource<";
    private const string Field = "_task";
    private const string Source = "System.Threading.Tasks.TaskCompletionSource";

    /// <summary>The library's assembly; null where the type is none.</summary>
    public static string? LibraryOf(ClrType type, FieldPlaces fields) =>
        CodeOwners.AssemblyOf(type) is var assembly && (CodeOwners.IsNotFrameworks(assembly) || type.Name?.StartsWith(Unsent, StringComparison.Ordinal) == true)
        && BaseTypes.Of(type).Any(b => b.Name == Source || b.Name?.StartsWith(Source + "<", StringComparison.Ordinal) == true)
        && fields.Of(type, Field) is not null
            ? assembly
            : null;

    /// <summary>The task that such an object completes.</summary>
    public static ulong TaskOf(ClrObject source, FieldPlaces fields) => fields.Read(source, Field).Address;
}
