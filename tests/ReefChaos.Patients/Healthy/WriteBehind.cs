namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-write-behind</c>: what happened is collected and written by the batch, a few times in a second, and then forgotten.
/// </summary>
internal sealed class BikeShare : IPatient
{
    private readonly TripBuffer buffer = new();

    public void Map(WebApplication app)
    {
        var writer = new TripWriter(buffer);
        _ = writer.StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", async (int n) =>
        {
            await Task.Delay(4);
            buffer.Add(new Trip(n % 450, $"station {n % 60}", $"station {n * 7 % 60}", new double[50]));
            return $"{writer.Written} trips are written";
        });
    }
}

internal sealed record Trip(int Bike, string From, string To, double[] Track);

internal sealed class TripBuffer
{
    private readonly Lock sync = new();
    private List<Trip> trips = [];

    public void Add(Trip trip)
    {
        lock (sync)
        {
            trips.Add(trip);
        }
    }

    public List<Trip> TakeAll()
    {
        lock (sync)
        {
            var taken = trips;
            trips = [];
            return taken;
        }
    }
}

internal sealed class TripWriter(TripBuffer buffer) : BackgroundService
{
    private readonly double[] kilometres = new double[450];

    public int Written { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var batch = buffer.TakeAll();
            await Task.Delay(20, stoppingToken);
            batch.ForEach(trip => kilometres[trip.Bike] += trip.Track.Length * 0.1);
            Written += batch.Count;
        }
    }
}
