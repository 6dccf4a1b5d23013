using System.Collections.Concurrent;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-readings</c>: readings go to one thread that stores them one by one, which is slower than they come in.</summary>
internal sealed class PowerMeters : IPatient
{
    private readonly ReadingStore store = new();

    public void Map(WebApplication app)
    {
        store.Start();
        app.MapGet("/{n:int}", (int n) => Report(n));
    }

    private string Report(int n)
    {
        store.Save(new Reading(n % 500, n * 0.25));
        return "noted";
    }
}

internal sealed record Reading(int Meter, double KilowattHours);

internal sealed class ReadingStore : IDisposable
{
    private readonly BlockingCollection<Reading> waiting = new(64);
    private double total;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "readings" }.Start();

    public void Save(Reading reading)
    {
        waiting.Add(reading); // sick: channel-readings blocked-channel
    }

    public void Dispose() => waiting.Dispose();

    private void Run()
    {
        foreach (var reading in waiting.GetConsumingEnumerable())
        {
            Thread.Sleep(110);
            total += reading.KilowattHours;
        }
    }
}
