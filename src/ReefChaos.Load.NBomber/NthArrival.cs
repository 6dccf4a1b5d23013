using ReefChaos.Plans;

namespace ReefChaos.Load.NBomber;

/// <summary>The intended starts of the schedule, one by one, as long as NBomber's n-th invocation can be compared with the n-th of them.</summary>
/// <remarks>
/// NBomber gives each copy of Inject a random instant of its interval and tells nobody, so by this measure it may be off by
/// <see cref="ScatterSeconds"/> without being late. Limit: the comparison ends with the first simulation that is neither Inject nor Pause. A ramp
/// of NBomber's is made of steps, InjectRandom draws numbers of its own, and in a closed loop nothing is due.
/// </remarks>
internal sealed class NthArrival
{
    private readonly IEnumerator<double> starts;

    public NthArrival(LoadProfile profile, ulong seed)
    {
        var comparable = profile.Simulations.TakeWhile(s => s.Kind is SimulationKind.Inject or SimulationKind.Pause).ToList();
        ScatterSeconds = comparable.Select(s => s.Interval.Value.TotalSeconds).DefaultIfEmpty(0).Max();
        var schedule = comparable.Count == 0 ? null : new ArrivalSchedule(profile with { Simulations = comparable }, seed);
        var end = comparable.Count == profile.Simulations.Count ? double.PositiveInfinity : schedule?.TotalSeconds ?? 0;
        starts = (schedule?.Arrivals() ?? []).Select(a => a.AtSeconds).TakeWhile(at => at < end).GetEnumerator();
    }

    /// <summary>The longest interval of what is compared.</summary>
    public double ScatterSeconds { get; }

    /// <summary>Null where nothing can be compared any more.</summary>
    public double? Next() => starts.MoveNext() ? starts.Current : null;
}
