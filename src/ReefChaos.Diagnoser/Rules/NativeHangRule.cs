using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Pool threads that do not come back from native code.</summary>
internal sealed class NativeHangRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => signals.Waits
        .Where(w => w is { Kind: WaitKind.NativeCall, OnPool: true, Lasting: >= Marks.HungThreads })
        .GroupBy(w => w.Where)
        .Select(g => new CauseMode(
            CauseModes.NativeHang,
            g.Key,
            [.. g.Select(w => FormattableString.Invariant(
                $"{w.Lasting} pool threads did not leave the native call {w.What} in {signals.WindowSeconds:0.0} s"))],
            [],
            "Give native calls threads of their own, few and with a short queue (a bulkhead), wait for them with a limit, and go on with a fallback."));
}
