using System.Globalization;

namespace ReefChaos.RuntimeEvents;

/// <summary>What one instrument published for one set of tags.</summary>
/// <param name="Count">Of a histogram: how many values since the last time; of a counter: how much was added.</param>
/// <param name="Level">The value now; null for a histogram.</param>
internal readonly record struct MetricReading(string Instrument, string Tags, long Count, double? Level)
{
    /// <summary>Null for an event that carries no value.</summary>
    /// <param name="name">Of the event.</param>
    public static MetricReading? Of(string name, ReadOnlySpan<byte> payload)
    {
        var cursor = new EventCursor(payload);
        // Session, meter, its version.
        cursor.Text();
        cursor.Text();
        cursor.Text();
        var instrument = cursor.Text();
        cursor.Text();
        var tags = cursor.Text();
        switch (name)
        {
            case "HistogramValuePublished":
                cursor.Text();
                return new MetricReading(instrument, tags, cursor.Int32(), null);
            case "CounterRateValuePublished":
                // Some that go up and down are published as if they only went up: the sum is their level.
                var added = (long)Number(cursor.Text());
                return new MetricReading(instrument, tags, added, Number(cursor.Text()));
            case "UpDownCounterRateValuePublished":
                cursor.Text();
                return new MetricReading(instrument, tags, 0, Number(cursor.Text()));
            case "GaugeValuePublished":
                return new MetricReading(instrument, tags, 0, Number(cursor.Text()));
            default:
                return null;
        }
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
