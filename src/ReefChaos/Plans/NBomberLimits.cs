namespace ReefChaos.Plans;

/// <summary>What the NBomber driver cannot send as a profile says it. The built-in worker can.</summary>
public static class NBomberLimits
{
    private static readonly TimeSpan LeastDuration = TimeSpan.FromSeconds(1);

    /// <summary>A sentence for each; empty where NBomber can run it.</summary>
    public static IReadOnlyList<string> Of(LoadProfile profile, LoadSlice slice) =>
    [
        .. slice.Count == 1 ? [] : new[] { "NBomber sends a whole schedule, and no slice of it." },
        .. profile.Pattern == ArrivalPattern.Even ? [] : new[] { $"NBomber has no {profile.Pattern} arrivals." },
        .. profile.Simulations.SelectMany((s, index) => Of(s, index + 1)),
        .. profile.Journeys.Where(j => j.Steps.Any(s => s.Grpc)).Select(j => $"The NBomber driver sends no gRPC, which the journey '{j.Name}' does."),
    ];

    private static IEnumerable<string> Of(Simulation simulation, int number)
    {
        if (simulation.Kind == SimulationKind.Replay)
        {
            yield return $"NBomber cannot replay a recorded trace, as simulation {number} does.";
        }

        if (simulation.Kind == SimulationKind.IterationsForConstant)
        {
            yield return $"NBomber ends its test after the iterations of IterationsForConstant (simulation {number}), and an arm goes on.";
        }

        if (simulation.During.Value < LeastDuration)
        {
            yield return $"NBomber takes no simulation shorter than 1s, and simulation {number} lasts {simulation.During}.";
        }

        if (simulation.Interval.Value > simulation.During.Value)
        {
            yield return $"NBomber takes no interval longer than its simulation, and that of simulation {number} is {simulation.Interval} of {simulation.During}.";
        }
    }
}
