using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing.Rules;

/// <summary>Calls that are not answered, and that nobody gives up.</summary>
internal sealed class MissingTimeoutRule : IRule
{
    private const string Advice =
        "Limit each attempt and the whole call in time, pass cancellation tokens on, and stop calling what does not answer (a breaker) with a fallback.";

    public IEnumerable<CauseMode> Find(Signals signals)
    {
        foreach (var parked in signals.Awaits.Where(a => a.Kind is AwaitKind.Http or AwaitKind.Socket && a.Count.Last >= Marks.UnansweredCalls && Lasting.IsMost(a)))
        {
            yield return new CauseMode(CauseModes.MissingTimeout, parked.Where,
                [$"{parked.Count.First}, then {parked.Count.Last} calls{To(parked)} had no answer yet, {parked.Lasting} of them in all of {signals.WindowSeconds:0.0} s"],
                [], Advice);
        }

        foreach (var wait in signals.Waits.Where(w => w is { Kind: WaitKind.Answer, OnPool: true, Lasting: >= Marks.UnansweredCalls }))
        {
            yield return new CauseMode(CauseModes.MissingTimeout, wait.Where,
                [FormattableString.Invariant($"{wait.Lasting} pool threads blocked in {wait.What} without an answer in {signals.WindowSeconds:0.0} s")],
                [], Advice);
        }
    }

    private static string To(ParkedAwaits parked) => parked.Host is { } host ? $" to {host}" : "";
}
