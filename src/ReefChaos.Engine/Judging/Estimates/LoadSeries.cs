using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>The seconds of a phase in which requests were due.</summary>
internal sealed class LoadSeries
{
    private readonly Lazy<Resamples> resamples;
    private readonly Lazy<LatencyGrid> latencies;

    /// <param name="seed">Of this phase of this arm: all its objectives see the same draws.</param>
    public LoadSeries(IReadOnlyList<LoadSecond> seconds, ulong seed)
    {
        foreach (var second in seconds)
        {
            if (second.Ok < 0 || second.Ok > second.Requests || second.Requests > int.MaxValue)
            {
                throw new FormatException($"second {second.Second} has {second.Ok} successes of {second.Requests} requests");
            }
        }

        Seed = seed;
        All = seconds;
        Busy = [.. seconds.Where(s => s.Requests > 0)];
        resamples = new(() => new Resamples(Busy.Count, seed));
        latencies = new(() => new LatencyGrid(Busy));
    }

    public ulong Seed { get; }

    public IReadOnlyList<LoadSecond> All { get; }

    public IReadOnlyList<LoadSecond> Busy { get; }

    public Resamples Resamples => resamples.Value;

    /// <exception cref="FormatException">A histogram is malformed.</exception>
    public LatencyGrid Latencies => latencies.Value;
}
