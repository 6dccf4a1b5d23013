using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>Says when memory began to run short, whether or not the target survived it.</summary>
internal static class PrecursorMonitor
{
    private static readonly Window PauseWindow = new(Thresholds.GcPauseWindow, Thresholds.GcPauseLeast);
    private static readonly Window Gen0Window = new(Thresholds.Gen0Window, Thresholds.Gen0Window);

    /// <summary>A line for each precursor that was seen.</summary>
    public static IReadOnlyList<string> Of(History history) =>
    [
        .. Above(Signals.Memory(history), Thresholds.MemoryShare, $"memory use above {Format.Percent(Thresholds.MemoryShare)} of the limit"),
        .. Above(Signals.Heap(history), Thresholds.HeapShare, $"managed heap above {Format.Percent(Thresholds.HeapShare)} of its limit"),
        .. Above(
            Signals.GcPause(history, PauseWindow), Thresholds.GcPauseShare,
            $"GC pauses above {Format.Percent(Thresholds.GcPauseShare)} of the time, on average over up to {Format.Duration(Thresholds.GcPauseWindow)},"),
        .. Line(
            Stretch.Of(Signals.Gen0Interval(history, Gen0Window), s => s < Thresholds.Gen0Interval),
            $"gen0 collections less than {Format.Duration(Thresholds.Gen0Interval)} apart on average",
            readings => $"down to {Format.Duration(readings.Min())}"),
    ];

    private static IEnumerable<string> Above(IEnumerable<SignalValue> signal, double threshold, string what) =>
        Line(Stretch.Of(signal, share => share > threshold), what, readings => $"up to {Format.Percent(Math.Round(readings.Max(), 3))}");

    private static IEnumerable<string> Line(IReadOnlyList<Stretch> stretches, string what, Func<IEnumerable<double>, string> worst)
    {
        if (stretches.Count == 0)
        {
            yield break;
        }

        var again = stretches.Count == 1 ? "" : $" and {Times(stretches.Count - 1)} more, {Seconds(stretches.Sum(s => s.Seconds))} in all";
        yield return $"{what} from {Seconds(stretches[0].Start)} for {Seconds(stretches[0].Seconds)}{again}, "
            + worst(stretches.SelectMany(s => s.Readings).Select(r => r.Value));
    }

    private static string Seconds(double seconds) => Format.Duration(Math.Round(seconds));

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
