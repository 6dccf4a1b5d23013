using System.Threading.Channels;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-zoo-alerts</c>: alerts go to the keepers by a queue whose reader ended at an animal that no keeper has; beside that, what
/// visitors saw is kept for a map of the day, and the day never ends.
/// </summary>
internal sealed class Zoo : IPatient
{
    private readonly KeeperAlerts alerts = new();
    private readonly SightingMap map = new();

    public void Map(WebApplication app)
    {
        _ = new KeeperPager(alerts).StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", ServeAsync);
    }

    private async Task<string> ServeAsync(int n, CancellationToken aborted)
    {
        if (n % 3 == 0)
        {
            await alerts.RaiseAsync(new KeeperAlert(n % 40, "looks hungry"), aborted);
            return "the keeper knows";
        }

        map.Add(n % 40, $"visitor {n} saw it by the water at minute {n % 60}");
        return $"{map.Count} sightings today";
    }
}

internal sealed record KeeperAlert(int Animal, string Text);

internal sealed class KeeperAlerts
{
    private readonly Channel<KeeperAlert> alerts = Channel.CreateBounded<KeeperAlert>(30);

    public async Task RaiseAsync(KeeperAlert alert, CancellationToken cancellation)
    {
        await alerts.Writer.WriteAsync(alert, cancellation); // sick: pair-zoo-alerts blocked-channel
    }

    public IAsyncEnumerable<KeeperAlert> ReadAsync(CancellationToken cancellation) => alerts.Reader.ReadAllAsync(cancellation);
}

internal sealed class KeeperPager(KeeperAlerts alerts) : BackgroundService
{
    private readonly Dictionary<int, string> keepers = Enumerable.Range(0, 39).ToDictionary(animal => animal, animal => $"keeper {animal % 6}");
    private int paged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var alert in alerts.ReadAsync(stoppingToken))
        {
            paged += keepers[alert.Animal].Length;
        }
    }
}

internal sealed class SightingMap
{
    private readonly Lock sync = new();
    private readonly Dictionary<int, List<Sighting>> byAnimal = [];
    private int count;

    public int Count => count;

    public void Add(int animal, string text)
    {
        var sighting = new Sighting(text, new float[200]); // also: pair-zoo-alerts leak
        lock (sync)
        {
            if (!byAnimal.TryGetValue(animal, out var sightings))
            {
                byAnimal[animal] = sightings = [];
            }

            sightings.Add(sighting); // sick: pair-zoo-alerts leak
            count++;
        }
    }
}

internal sealed record Sighting(string Text, float[] Path);
