using System.Globalization;

namespace ReefChaos.Engine.Diagnosing.Capturing.Events;

/// <summary>The latest values of the meters that a process has, and sums of what they counted.</summary>
internal sealed class MetricTally
{
    private readonly Lock latch = new();
    private readonly Dictionary<(string Instrument, string Tags), (double First, double Last)> gauges = [];
    private readonly Dictionary<(string Instrument, string Tags), long> counts = [];

    public void Take(string name, ReadOnlySpan<byte> payload)
    {
        var cursor = new EventCursor(payload);
        // Session, meter, its version.
        cursor.Text();
        cursor.Text();
        cursor.Text();
        var instrument = cursor.Text();
        cursor.Text();
        var tags = cursor.Text();
        lock (latch)
        {
            switch (name)
            {
                case "HistogramValuePublished":
                    cursor.Text();
                    counts[(instrument, tags)] = counts.GetValueOrDefault((instrument, tags)) + cursor.Int32();
                    break;
                case "CounterRateValuePublished":
                    counts[(instrument, tags)] = counts.GetValueOrDefault((instrument, tags)) + (long)Number(cursor.Text());
                    // Some that go up and down are published as if they only went up: the sum is their level.
                    Keep((instrument, tags), cursor.Text());
                    break;
                case "UpDownCounterRateValuePublished":
                    cursor.Text();
                    Keep((instrument, tags), cursor.Text());
                    break;
                case "GaugeValuePublished":
                    Keep((instrument, tags), cursor.Text());
                    break;
            }
        }
    }

    /// <summary>Counts begin anew, and levels with their last value.</summary>
    public void Forget()
    {
        lock (latch)
        {
            counts.Clear();
            foreach (var key in gauges.Keys)
            {
                gauges[key] = (gauges[key].Last, gauges[key].Last);
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

    private void Keep((string Instrument, string Tags) key, string value)
    {
        var number = Number(value);
        gauges[key] = (gauges.TryGetValue(key, out var known) ? known.First : number, number);
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
