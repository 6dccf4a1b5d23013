using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Calls that are not answered, and that nobody gives up.</summary>
internal sealed class MissingTimeoutRule : IRule
{
    private const string Advice =
        "Limit each attempt and the whole call in time, pass cancellation tokens on, and stop calling what does not answer (a breaker) with a fallback.";

    public IEnumerable<CauseMode> Find(Signals signals) =>
        PoolState.IsBlocked(signals) && PoolState.HasAnswers(signals) ? [] : Parked(signals).Concat(Blocked(signals));

    private static IEnumerable<CauseMode> Parked(Signals signals) => BlockedPlaces.Places(signals, a => IsCall(a, signals))
        .Where(place => place.Sum(a => a.Count.Last) >= Marks.UnansweredCalls && Lasting.IsMost(place))
        .Select(place => new CauseMode(
            CauseModes.MissingTimeout,
            place.Key,
            [
                $"calls{To(place)} had no answer: {Lasting.Words(place, signals)}",
                .. place.Sum(a => a.InRequest) is > 0 and var held ? [$"they hold {held} requests of this service up"] : Array.Empty<string>(),
                .. place.Sum(a => a.Blocking) is > 0 and var blocking ? [$"threads block for {blocking} of them"] : Array.Empty<string>(),
            ],
            [.. Answered(signals)],
            Advice));

    /// <summary>
    /// Somebody waits for it. Else a connection may be idle for ever and rightly so, as may a worker that polls; but those do not get more, least of all with each request.
    /// </summary>
    private static bool IsCall(ParkedAwaits parked, Signals signals) => parked.Kind is AwaitKind.Http or AwaitKind.Socket or AwaitKind.Library
        && (parked.InRequest + parked.Blocking > 0
            || (parked.Kind == AwaitKind.Http && parked.Count.Growth >= Marks.GainedWaiters)
            || (parked.Kind == AwaitKind.Socket && Leaks.AreMore(parked.Count, signals)));

    private static IEnumerable<CauseMode> Blocked(Signals signals) => signals.Waits
        .Where(w => w is { Kind: WaitKind.Answer, Where: not null, Lasting: >= Marks.UnansweredCalls } && BlockedPlaces.AreNeeded(w))
        .GroupBy(w => w.Where)
        .Select(place => new CauseMode(
            CauseModes.MissingTimeout,
            place.Key,
            [.. place.Select(w => FormattableString.Invariant($"{w.Lasting} threads blocked in {w.What} without an answer for {signals.WindowSeconds:0.0} s"))],
            [.. Answered(signals)],
            Advice));

    private static IEnumerable<string> Answered(Signals signals) =>
        signals.Traffic is { Answered: > 0 and var answered } ? [$"{answered} HTTP calls of this process were answered meanwhile"] : [];

    private static string To(IEnumerable<ParkedAwaits> parked) =>
        string.Join(", ", parked.Select(a => a.Host).OfType<string>().Distinct()) is { Length: > 0 } hosts ? $" to {hosts}" : "";
}
