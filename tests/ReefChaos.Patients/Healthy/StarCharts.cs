namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-star-chart</c>: twice a second a chart of the sky is calculated anew and takes the place of the one before, which everybody
/// reads without a lock.
/// </summary>
internal sealed class Planetarium : IPatient
{
    private readonly StarChartSource source = new(stars: 3_000);

    public void Map(WebApplication app)
    {
        _ = new StarChartRefresher(source).StartAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => Above(n % 360));
    }

    private string Above(int direction)
    {
        var chart = source.Current;
        var visible = chart.Stars.Where(star => Math.Abs(star.Azimuth - direction) < 10 && star.Magnitude < 4).Select(star => star.Name).ToList();
        return $"{visible.Count} stars since {chart.Turn}: {string.Join(", ", visible)}";
    }
}

internal sealed record ChartedStar(string Name, double Azimuth, double Magnitude);

internal sealed record StarChart(int Turn, IReadOnlyList<ChartedStar> Stars);

internal sealed class StarChartSource(int stars)
{
    private StarChart current = new(0, []);

    public StarChart Current => Volatile.Read(ref current);

    public void Turn()
    {
        var turn = Current.Turn + 1;
        var charted = Enumerable.Range(0, stars)
            .Select(i => new ChartedStar($"star {i}", (i * 37.7 + turn) % 360, i % 60 / 10.0))
            .ToList();
        Volatile.Write(ref current, new StarChart(turn, charted));
    }
}

internal sealed class StarChartRefresher(StarChartSource source) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            source.Turn();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
