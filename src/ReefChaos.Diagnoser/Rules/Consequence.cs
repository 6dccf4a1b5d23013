using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>A lock that is not passed on, since all who hold it wait for what does not come, is no trouble of its own: it shows the other one.</summary>
internal static class Consequence
{
    public static List<CauseMode> Without(IReadOnlyList<CauseMode> modes, Signals signals) =>
        [.. modes.Where(m => m.Mode != CauseModes.LockContention || !IsStuck(m.Where, signals) || !modes.Any(o => HoldsOn(o, signals) && TypeOf(o) == TypeOf(m)))];

    /// <summary>A single thread that hangs would harm nobody without the lock: then both are to be told.</summary>
    private static bool HoldsOn(CauseMode mode, Signals signals) => mode.Mode is CauseModes.MissingTimeout or CauseModes.BlockedChannel
        || (mode.Mode is CauseModes.NativeHang && signals.Waits.Where(w => w.Kind is WaitKind.NativeCall && w.Where == mode.Where).Sum(w => w.Lasting) >= Marks.HungThreads);

    /// <summary>Who waited for it at the first look does so at the last one.</summary>
    private static bool IsStuck(CodeSite? where, Signals signals)
    {
        var parked = signals.Awaits.Where(a => a.Kind == AwaitKind.Semaphore && a.Where == where).Select(a => (a.Count.First, (long)a.Lasting));
        var blocked = signals.Waits.Where(w => w.Where == where).Select(w => (w.Count.First, (long)w.Lasting));
        var (first, lasting) = parked.Concat(blocked).Aggregate((First: 0L, Lasting: 0L), (sum, w) => (sum.First + w.First, sum.Lasting + w.Item2));
        return first > 0 && lasting >= Marks.StuckShare * first;
    }

    /// <summary>Holding and waiting are in the same class, as a rule in the same method.</summary>
    private static string? TypeOf(CauseMode mode) => mode.Where is { Method: var method } ? method[..Math.Max(0, method.LastIndexOf('.'))] : null;
}
