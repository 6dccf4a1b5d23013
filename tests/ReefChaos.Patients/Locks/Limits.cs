namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-timed</c>: everybody waits for the vault for up to a minute, and it is opened for each of them anew.</summary>
internal sealed class Vault : IPatient
{
    private readonly object door = new();
    private int opened;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Withdraw(n));

    private string Withdraw(int n) => $"{n}: {Open()}";

    private int Open()
    {
        if (!Monitor.TryEnter(door, TimeSpan.FromMinutes(1))) // sick: lock-timed lock-contention
        {
            throw new TimeoutException("The vault is closed.");
        }

        try
        {
            Thread.Sleep(50);
            return ++opened;
        }
        finally
        {
            Monitor.Exit(door);
        }
    }
}

/// <summary><c>lock-semaphore-limit</c>: one call at a time goes to another service, and the others wait, a minute at most.</summary>
internal sealed class Customs : IPatient
{
    private readonly SemaphoreSlim counter = new(1);
    private readonly HttpClient office = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(3) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) => await DeclareAsync(n) ? Results.Ok() : Results.StatusCode(503));

    private async Task<bool> DeclareAsync(int n)
    {
        if (!await counter.WaitAsync(TimeSpan.FromMinutes(1))) // sick: lock-semaphore-limit lock-contention
        {
            return false;
        }

        try
        {
            return (await office.GetStringAsync($"/answer?ms=70&n={n}")).Length > 0;
        }
        finally
        {
            counter.Release();
        }
    }
}

/// <summary><c>lock-upgradeable</c>: readers who might write, of whom only one at a time is let in.</summary>
internal sealed class Tariffs : IPatient
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly Dictionary<int, int> prices = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Price(n));

    private string Price(int n) => $"{Find(n % 40)} cents";

    private int Find(int zone)
    {
        access.EnterUpgradeableReadLock(); // sick: lock-upgradeable lock-contention
        try
        {
            Thread.Sleep(45);
            return prices.TryGetValue(zone, out var price) ? price : Add(zone);
        }
        finally
        {
            access.ExitUpgradeableReadLock();
        }
    }

    private int Add(int zone)
    {
        access.EnterWriteLock();
        try
        {
            return prices[zone] = 100 + zone;
        }
        finally
        {
            access.ExitWriteLock();
        }
    }
}
