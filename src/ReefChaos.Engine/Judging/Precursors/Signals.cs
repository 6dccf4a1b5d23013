using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>What shows, in a history, that memory runs short before it has run out.</summary>
internal static class Signals
{
    /// <summary>The managed heap as a share of the most that it may be.</summary>
    public static IEnumerable<SignalValue> Heap(History history) => history.Of<RuntimeSample>()
        .Where(s => s.HeapLimitBytes > 0)
        .Select(s => new SignalValue(s.At, (double)s.HeapBytes / s.HeapLimitBytes));

    /// <summary>Memory in use as a share of the limit; of file pages only those that the kernel cannot simply drop.</summary>
    public static IEnumerable<SignalValue> Memory(History history) => history.Of<LimitSample>()
        .Where(s => s.Memory is { LimitBytes: > 0 })
        .Select(s => new SignalValue(s.At, (double)s.Memory!.Bytes / s.Memory.LimitBytes));

    /// <summary>The share of the time in which collections held the whole process up, over the window before each reading.</summary>
    public static IEnumerable<SignalValue> GcPause(History history, Window window) =>
        window.Over(history).Select(w => new SignalValue(w.Last.At, (w.Last.GcPauseSeconds - w.First.GcPauseSeconds) / (w.Last.At - w.First.At)));

    /// <summary>The average time between collections of the youngest generation, in seconds, over the window before each reading; infinite where there was none.</summary>
    public static IEnumerable<SignalValue> Gen0Interval(History history, Window window) =>
        window.Over(history).Select(w => new SignalValue(w.Last.At, (w.Last.At - w.First.At) / (w.Last.Gen0Collections - w.First.Gen0Collections)));
}
