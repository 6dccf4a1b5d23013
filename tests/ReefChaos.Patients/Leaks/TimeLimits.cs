namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-time-limits</c>: each call gets a time limit of two hours, and keeps it for two hours, though it is over after a moment.</summary>
internal sealed class Roadside : IPatient
{
    private readonly CallCentre centre = new(new Mechanics());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => centre.TakeAsync(n));
}

internal sealed class CallCentre(Mechanics mechanics)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    public async Task<string> TakeAsync(int n)
    {
        var breakdown = new Breakdown($"road {n % 95}, kilometre {n % 310}"); // also: leak-time-limits leak
        var limit = new CancellationTokenSource(Longest); // sick: leak-time-limits leak
        limit.Token.Register(breakdown.GiveUp); // also: leak-time-limits leak
        var mechanic = await mechanics.FindAsync(limit.Token);
        return $"{mechanic} comes to {breakdown.Place}";
    }
}

internal sealed class Breakdown(string place)
{
    private readonly double[] track = new double[120];

    public string Place => place;

    public void GiveUp() => track[0] = -1;
}

internal sealed class Mechanics
{
    private int next;

    public async Task<string> FindAsync(CancellationToken cancellation)
    {
        await Task.Delay(12, cancellation);
        return $"mechanic {Interlocked.Increment(ref next) % 25}";
    }
}
