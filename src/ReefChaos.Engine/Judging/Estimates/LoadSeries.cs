using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>The seconds of a phase in which requests were due.</summary>
internal sealed class LoadSeries
{
    private readonly Lazy<LatencyGrid> latencies;

    public LoadSeries(IReadOnlyList<LoadSecond> seconds)
    {
        foreach (var second in seconds)
        {
            if (second.Ok < 0 || second.Ok > second.Requests || second.Requests > int.MaxValue)
            {
                throw new FormatException($"second {second.Second} has {second.Ok} successes of {second.Requests} requests");
            }
        }

        All = seconds;
        Busy = [.. seconds.Where(s => s.Requests > 0)];
        latencies = new(() => new LatencyGrid(Busy));
    }

    public IReadOnlyList<LoadSecond> All { get; }

    public IReadOnlyList<LoadSecond> Busy { get; }

    /// <exception cref="FormatException">A histogram is malformed.</exception>
    public LatencyGrid Latencies => latencies.Value;
}
