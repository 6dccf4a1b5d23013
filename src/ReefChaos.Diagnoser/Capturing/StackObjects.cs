using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Finds objects on the stack of a blocked thread.</summary>
/// <remarks>Limit: a guess by what lies there, also left over from calls that have returned.</remarks>
internal static class StackObjects
{
    private const ulong MostBytes = 32 << 10;

    /// <summary>Of the frame that calls, the part where what it calls with may lie.</summary>
    private const ulong FrameBytes = 256;

    /// <summary>The names of the types of objects that the top of the stack refers to, the topmost first: what a thread waits for, where the method that it waits in does not tell.</summary>
    /// <param name="top">Where the stack ends now.</param>
    /// <param name="caller">The frame that called what waits.</param>
    public static IEnumerable<string> TypesBetween(ClrRuntime runtime, ulong top, ulong caller) =>
        Between(runtime, top, Math.Min(caller + FrameBytes, top + MostBytes)).Select(o => o.Type?.Name).OfType<string>();

    /// <summary>What a part of a stack refers to, from its top on.</summary>
    public static IEnumerable<ClrObject> Between(ClrRuntime runtime, ulong top, ulong end)
    {
        var heap = runtime.Heap;
        for (var at = top; at < end; at += sizeof(ulong))
        {
            if (runtime.DataTarget.DataReader.ReadPointer(at, out var word)
                && word % sizeof(ulong) == 0 && heap.GetSegmentByAddress(word) is not null && heap.GetObject(word) is { Type: not null } item)
            {
                yield return item;
            }
        }
    }
}
