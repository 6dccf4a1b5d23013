using ReefChaos.Plans;

namespace ReefChaos.Faults;

/// <summary>How long a latency fault delays each call: it follows from the seed and the call's ordinal, wherever the fault acts.</summary>
public sealed class LatencyDelays(LatencyFault fault, ulong seed)
{
    private readonly ulong draws = Chance.Derive(seed, "delay");

    /// <summary>Never negative: a distribution's lower tail is cut at zero.</summary>
    public TimeSpan Of(ulong ordinal) =>
        TimeSpan.FromSeconds(Math.Max(0, SecondsOf(Chance.Draw(draws, 2 * ordinal), Chance.Draw(draws, 2 * ordinal + 1))));

    private double SecondsOf(double first, double second)
    {
        var mean = fault.Delay.Value.TotalSeconds;
        var jitter = fault.Jitter.Value.TotalSeconds;
        return fault.Distribution switch
        {
            DelayDistribution.Fixed => mean,
            DelayDistribution.Uniform => mean + jitter * (2 * first - 1),
            // Box and Muller's transform of two uniform draws.
            DelayDistribution.Normal => mean + jitter * Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second),
            DelayDistribution.Exponential => -mean * Math.Log(1 - first),
            var other => throw new InvalidOperationException($"There is no distribution {other}."),
        };
    }
}
