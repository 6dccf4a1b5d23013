using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>What gets more with time outside of the managed heap: threads, connections, and memory that is neither a file's nor the collector's.</summary>
internal sealed class OutsideLeakRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => [.. Threads(signals), .. Native(signals), .. Connections(signals)];

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w is { OnPool: false, Where: not null, Kind: WaitKind.Other or WaitKind.Gate or WaitKind.Semaphore or WaitKind.Task or WaitKind.ChannelWrite } && w.Count.Growth >= Marks.LeakedThreads && w.Count.Growth >= signals.Threads.Growth / 2)
        .Select(w => Leaks.Mode(
            w.Where,
            [$"threads that wait in {w.What}: from {w.Count.First} to {w.Count.Last}", $"threads of the process: from {signals.Threads.First} to {signals.Threads.Last}"],
            signals));

    private static IEnumerable<CauseMode> Native(Signals signals) =>
        signals.Memory is { } memory && OfThreads(signals) is var threads
        && Math.Min(memory.Middle - memory.First, memory.Last - memory.Middle) >= ((Marks.LeakedNativeBytes * signals.WindowSeconds) + threads) / 2
            ? [Leaks.Mode(memory.Where, [FormattableString.Invariant($"{Leaks.Bytes(memory.Last - memory.First)} more in use outside of the managed heap in {signals.WindowSeconds:0.0} s, {Leaks.Bytes(memory.Middle - memory.First)} of them in the first half")], signals)]
            : [];

    /// <summary>Clients that are made for each request, and not disposed of, each keep a connection. Where requests wait for answers, or a pool is behind, there are more for that reason.</summary>
    private static IEnumerable<CauseMode> Connections(Signals signals) =>
        signals.Connections is { Made: var made, Where: { } where } && !PoolState.IsBehind(signals) && Leaks.AreMore(made, signals) && Waiting(signals) < Marks.CallingShare * made.Growth
            ? [Leaks.Mode(where, [$"connections that the process made, and keeps open: from {made.First} to {made.Last}"], signals)]
            : [];

    private static long Waiting(Signals signals) =>
        signals.Awaits.Where(a => a.Kind is AwaitKind.Http or AwaitKind.Socket or AwaitKind.Library).Sum(a => Math.Max(0, a.Count.Growth))
        + signals.Waits.Where(w => w.Kind is WaitKind.Answer).Sum(w => Math.Max(0, w.Count.Growth));

    private static long OfThreads(Signals signals) => Math.Max(0, signals.Threads.Growth) * Marks.ThreadBytes;
}
