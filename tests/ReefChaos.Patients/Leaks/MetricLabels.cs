using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-metric-labels</c>: each answer of a film archive is timed under a label with the path that was asked for, and no path comes
/// twice.
/// </summary>
internal sealed class FilmArchive : IPatient
{
    private readonly FilmMetrics metrics = new();

    public void Map(WebApplication app)
    {
        app.Use(new RequestTiming(metrics).MeasureAsync);
        app.MapGet("/{n:int}", async (int n) =>
        {
            await Task.Delay(3);
            return $"reel {n % 70} of film {n / 70}";
        });
    }
}

internal sealed class RequestTiming(FilmMetrics metrics)
{
    public async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        var clock = Stopwatch.StartNew();
        await next(context);
        var histogram = metrics.Histogram("request_duration", $"path=\"{context.Request.Path}\""); // also: leak-metric-labels leak
        histogram.Record(clock.Elapsed.TotalMilliseconds);
    }
}

internal sealed class FilmMetrics
{
    private readonly ConcurrentDictionary<string, DurationHistogram> series = new(StringComparer.Ordinal);

    public DurationHistogram Histogram(string name, string labels)
    {
        return series.GetOrAdd($"{name}{{{labels}}}", key => new DurationHistogram(key)); // sick: leak-metric-labels leak
    }
}

internal sealed class DurationHistogram(string key)
{
    private readonly long[] buckets = new long[32];

    public string Key => key;

    public void Record(double milliseconds)
    {
        var bucket = Math.Min((int)milliseconds / 10, buckets.Length - 1);
        Interlocked.Increment(ref buckets[bucket]);
    }
}
