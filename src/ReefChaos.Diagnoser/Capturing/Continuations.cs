using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Who goes on after a task: what the runtime keeps in it for when it ends.</summary>
internal sealed class Continuations(FieldPlaces fields)
{
    /// <summary>Of one task: more only count.</summary>
    private const int Most = 1024;

    private const string List = "System.Collections.Generic.List<";

    /// <summary>Whose completion a thread blocks for: of one task, or of several.</summary>
    private static readonly string[] BlockedThreads = ["System.Threading.Tasks.Task+SetOnInvokeMres", "System.Threading.Tasks.Task+SetOnCountdownMres"];

    /// <summary>A thread that blocks for each item of an asynchronous stream.</summary>
    private const string BlockedReader = "System.Threading.Tasks.TaskAsyncEnumerableExtensions+";

    /// <remarks>What was a task may be something else by now, where the collector has moved it.</remarks>
    public IEnumerable<ClrObject> Of(ClrObject task) => Each(fields.ReadTask(task, "m_continuationObject"));

    public static bool IsThread(ClrObject continuation) => BlockedThreads.Contains(continuation.Type?.Name, StringComparer.Ordinal);

    /// <summary>Threads that block for the next item of a stream that is written as a method.</summary>
    /// <param name="stream">The state machine, which is the stream itself.</param>
    public int ThreadsBehindStream(ClrObject stream) =>
        fields.Read(fields.ReadNested(stream, "<>v__promiseOfValueOrEnd", "_continuationState"), "_target").Type?.Name?.StartsWith(BlockedReader, StringComparison.Ordinal) == true ? 1 : 0;

    /// <summary>Of one, there is the thing itself; of several, a list.</summary>
    public IEnumerable<ClrObject> Each(ClrObject continuation)
    {
        if (continuation.Type?.Name is not { } name)
        {
            yield break;
        }

        if (!name.StartsWith(List, StringComparison.Ordinal))
        {
            yield return continuation;
        }
        else if (fields.Read(continuation, "_items") is { IsNull: false, IsArray: true } items)
        {
            var array = items.AsArray();
            for (var i = 0; i < Math.Min(array.Length, Most); i++)
            {
                if (array.GetObjectValue(i) is { IsNull: false, Type: not null } one)
                {
                    yield return one;
                }
            }
        }
    }
}
