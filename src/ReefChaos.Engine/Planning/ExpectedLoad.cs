using ReefChaos.Plans;

namespace ReefChaos.Engine.Planning;

/// <summary>How many requests a profile is expected to send in a span of time.</summary>
internal static class ExpectedLoad
{
    public static TimeSpan Length(LoadProfile profile) =>
        profile.Simulations.Aggregate(TimeSpan.Zero, (sum, simulation) => sum + simulation.During.Value);

    /// <summary>Of random rates the mean; null where the span touches a closed loop, whose pace the target sets.</summary>
    /// <param name="from">Seconds since the load began, as is <paramref name="to"/>.</param>
    public static double? Between(LoadProfile profile, double from, double to)
    {
        var total = 0.0;
        foreach (var line in Lines(profile.Simulations))
        {
            var (first, last) = (Math.Max(from, line.Start), Math.Min(to, line.End));
            if (first < last)
            {
                total += (last - first) * (line.RateAt(first) + line.RateAt(last)) / 2;
            }
        }

        return double.IsNaN(total) ? null : total;
    }

    /// <summary>A ramp begins at the rate where the piece before it ended. After the last piece its last rate goes on.</summary>
    private static IEnumerable<Line> Lines(IReadOnlyList<Simulation> simulations)
    {
        var (start, rate) = (0.0, 0.0);
        foreach (var simulation in simulations)
        {
            var end = start + simulation.During.Value.TotalSeconds;
            var last = LastRate(simulation);
            yield return new Line(start, end, simulation.Kind == SimulationKind.RampingInject ? rate : last, last);
            (start, rate) = (end, last);
        }

        yield return new Line(start, double.MaxValue, rate, rate);
    }

    /// <summary>A second; not a number for closed loops.</summary>
    private static double LastRate(Simulation simulation)
    {
        var perInterval = simulation.Kind switch
        {
            SimulationKind.Pause => 0,
            SimulationKind.Inject or SimulationKind.RampingInject => simulation.Rate,
            SimulationKind.InjectRandom => (simulation.Rate + simulation.MaxRate) / 2.0,
            _ => double.NaN,
        };
        return perInterval == 0 ? 0 : perInterval / simulation.Interval.Value.TotalSeconds;
    }

    private sealed record Line(double Start, double End, double FirstRate, double LastRate)
    {
        public double RateAt(double time) => FirstRate + (LastRate - FirstRate) * (time - Start) / (End - Start);
    }
}
