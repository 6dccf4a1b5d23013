namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>Readings in a row that all meet a condition. Each stands for the second that begins with it.</summary>
internal sealed record Stretch(IReadOnlyList<SignalValue> Readings)
{
    public double Start => Readings[0].At;

    public double Seconds => Readings[^1].At - Start + Thresholds.LookPeriod;

    /// <summary>In order of time. A look that was missed does not end a stretch; a longer gap does.</summary>
    public static IReadOnlyList<Stretch> Of(IEnumerable<SignalValue> readings, Func<double, bool> condition)
    {
        var stretches = new List<Stretch>();
        var current = new List<SignalValue>();
        foreach (var reading in readings)
        {
            var holds = condition(reading.Value);
            if (current.Count > 0 && (!holds || reading.At - current[^1].At > Thresholds.LongestLookGap))
            {
                stretches.Add(new Stretch(current));
                current = [];
            }

            if (holds)
            {
                current.Add(reading);
            }
        }

        return current.Count > 0 ? [.. stretches, new Stretch(current)] : stretches;
    }
}
