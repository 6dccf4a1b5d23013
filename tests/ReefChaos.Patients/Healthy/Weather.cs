namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-last-hour</c>: the latest measurements are kept and older ones let go, and each request makes garbage from all of them.
/// </summary>
internal sealed class WeatherStations : IPatient
{
    private readonly MeasurementWindow window = new(capacity: 250);

    public void Map(WebApplication app)
    {
        var summary = new WeatherSummary(window);
        app.MapGet("/{n:int}", (int n) => summary.Report(n));
    }
}

internal sealed class WeatherSummary(MeasurementWindow window)
{
    public string Report(int n)
    {
        window.Add(new Measurement(n % 60, 15 + (n % 13), $"station {n % 60} reported {n}", new float[600]));
        var byStation = window.Snapshot()
            .GroupBy(m => m.Station)
            .Select(g => $"{g.Key}: {g.Average(m => m.Degrees):0.0} degrees, {string.Join("; ", g.Select(m => m.Note.ToUpperInvariant()))}")
            .ToList();
        return $"{byStation.Count} stations, {string.Join('\n', byStation).Length} characters";
    }
}

internal sealed record Measurement(int Station, double Degrees, string Note, float[] Wind);

internal sealed class MeasurementWindow(int capacity)
{
    private readonly Lock sync = new();
    private readonly Queue<Measurement> latest = new(capacity);

    public void Add(Measurement measurement)
    {
        lock (sync)
        {
            while (latest.Count >= capacity)
            {
                latest.Dequeue();
            }

            latest.Enqueue(measurement);
        }
    }

    public Measurement[] Snapshot()
    {
        lock (sync)
        {
            return [.. latest];
        }
    }
}
