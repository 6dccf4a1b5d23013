namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-lobby</c>: each request notes that its player is there, and the table writes itself to disk before it lets go of its write lock.</summary>
internal sealed class Lobby : IPatient
{
    private readonly PlayerTable players = new(new PlayerFile());
    private int online;

    public void Map(WebApplication app)
    {
        _ = CountAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => Enter(n));
    }

    private string Enter(int n)
    {
        players.Touch(n % 300);
        return $"welcome, {online} are here";
    }

    private async Task CountAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            online = players.Count();
        }
    }
}

internal sealed class PlayerTable(PlayerFile file) : IDisposable
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly Dictionary<int, long> lastSeen = [];

    public void Touch(int player)
    {
        access.EnterWriteLock(); // sick: lock-lobby lock-contention
        try
        {
            lastSeen[player] = Environment.TickCount64;
            file.Save(lastSeen);
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    public int Count()
    {
        access.EnterReadLock();
        try
        {
            var limit = Environment.TickCount64 - 60_000;
            return lastSeen.Values.Count(seen => seen > limit);
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    public void Dispose() => access.Dispose();
}

/// <summary>A slow disk.</summary>
internal sealed class PlayerFile
{
    private int written;

    public void Save(Dictionary<int, long> rows)
    {
        Thread.Sleep(45);
        written += rows.Count;
    }
}
