using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>What gets more with time outside of the managed heap: threads, and memory that is neither a file's nor the collector's.</summary>
internal sealed class OutsideLeakRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => [.. Threads(signals), .. Native(signals)];

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w is { OnPool: false, Where: not null } && w.Count.Growth >= Marks.LeakedThreads && w.Count.Growth >= signals.Threads.Growth / 2)
        .Select(w => Leaks.Mode(
            w.Where,
            [$"threads that wait in {w.What}: from {w.Count.First} to {w.Count.Last}", $"threads of the process: from {signals.Threads.First} to {signals.Threads.Last}"],
            signals));

    private static IEnumerable<CauseMode> Native(Signals signals) =>
        signals.Memory is { } memory && OfThreads(signals) is var threads
        && Math.Min(memory.Middle - memory.First, memory.Last - memory.Middle) >= ((Marks.LeakedNativeBytes * signals.WindowSeconds) + threads) / 2
            ? [Leaks.Mode(null, [FormattableString.Invariant($"{Leaks.Bytes(memory.Last - memory.First)} more in use outside of the managed heap in {signals.WindowSeconds:0.0} s, {Leaks.Bytes(memory.Middle - memory.First)} of them in the first half")], signals)]
            : [];

    private static long OfThreads(Signals signals) => Math.Max(0, signals.Threads.Growth) * Marks.ThreadBytes;
}
