namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-live-view</c>: each view follows the tanks' temperatures for as long as it takes to show three of them, and then lets go of
/// the feed.
/// </summary>
internal sealed class Aquarium : IPatient
{
    private readonly TankFeed feed = new();

    public void Map(WebApplication app)
    {
        _ = feed.StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", ShowAsync);
    }

    private async Task<string> ShowAsync(int n, CancellationToken aborted)
    {
        using var view = new TankView(feed, needed: 3);
        var degrees = await view.Complete.WaitAsync(TimeSpan.FromSeconds(2), aborted);
        return $"tank {n % 12}: {degrees:0.0} degrees";
    }
}

internal sealed class TankView : IDisposable
{
    private readonly TaskCompletionSource<double> complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double[] degrees;
    private readonly TankFeed feed;
    private int seen;

    public TankView(TankFeed feed, int needed)
    {
        (this.feed, degrees) = (feed, new double[needed]);
        feed.Measured += OnMeasured;
    }

    public Task<double> Complete => complete.Task;

    public void Dispose() => feed.Measured -= OnMeasured;

    private void OnMeasured(object? sender, double measured)
    {
        if (seen < degrees.Length)
        {
            degrees[seen++] = measured;
        }

        if (seen == degrees.Length)
        {
            complete.TrySetResult(degrees.Average());
        }
    }
}

internal sealed class TankFeed : BackgroundService
{
    public event EventHandler<double>? Measured;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        for (var n = 0; await timer.WaitForNextTickAsync(stoppingToken); n++)
        {
            Measured?.Invoke(this, 22 + (n % 30 / 10.0));
        }
    }
}
