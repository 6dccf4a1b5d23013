using ReefChaos.RuntimeEvents;

namespace ReefChaos.Diagnoser.Capturing.Events;

/// <summary>The latest values of the meters that a process has, and sums of what they counted.</summary>
internal sealed class MetricTally
{
    private readonly Lock latch = new();
    private readonly Dictionary<(string Instrument, string Tags), (double First, double Last)> gauges = [];
    private readonly Dictionary<(string Instrument, string Tags), long> counts = [];

    public void Take(string name, ReadOnlySpan<byte> payload)
    {
        if (MetricReading.Of(name, payload) is not { } read)
        {
            return;
        }

        var key = (read.Instrument, read.Tags);
        lock (latch)
        {
            counts[key] = counts.GetValueOrDefault(key) + read.Count;
            if (read.Level is { } level)
            {
                gauges[key] = (gauges.TryGetValue(key, out var known) ? known.First : level, level);
            }
        }
    }

    /// <summary>Of a histogram: how many values; of a counter: how much was added. Over all tags.</summary>
    public long Count(string instrument)
    {
        lock (latch)
        {
            return counts.Where(c => c.Key.Instrument == instrument).Sum(c => c.Value);
        }
    }

    /// <summary>Over all tags; null where the process has no such instrument.</summary>
    public Change? Level(string instrument)
    {
        lock (latch)
        {
            var all = gauges.Where(g => g.Key.Instrument == instrument).Select(g => g.Value).ToList();
            return all.Count == 0 ? null : new Change((long)all.Sum(g => g.First), (long)all.Sum(g => g.Last));
        }
    }
}
