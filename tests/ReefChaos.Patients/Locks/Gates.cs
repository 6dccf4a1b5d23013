namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-mutex</c>: a mutex of the system's around each stamp, because another process might stamp as well.</summary>
internal sealed class PostOffice : IPatient, IDisposable
{
    private readonly Mutex stamp = new();
    private int stamped;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Send(n));

    public void Dispose() => stamp.Dispose();

    private string Send(int n) => $"{n} is letter {Stamp()}";

    private int Stamp()
    {
        stamp.WaitOne(); // sick: lock-mutex lock-contention
        try
        {
            Thread.Sleep(50);
            return ++stamped;
        }
        finally
        {
            stamp.ReleaseMutex();
        }
    }
}

/// <summary><c>lock-static</c>: the first to ask for a rate loads all of them in a static constructor, and the others wait for that.</summary>
internal sealed class Exchange : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Convert(n));

    private static string Convert(int n) => $"{n} is {Rated(n)}";

    private static decimal Rated(int n)
    {
        var rate = Rates.All[n % 2]; // sick: lock-static lock-contention
        return n * rate;
    }

    private static class Rates
    {
        public static readonly decimal[] All;

        static Rates()
        {
            Thread.Sleep(120_000);
            All = [1.1m, 0.9m];
        }
    }
}

/// <summary><c>lock-gate</c>: a gate is closed for an inventory, and stays closed.</summary>
internal sealed class Storehouse : IPatient, IDisposable
{
    private readonly ManualResetEventSlim gate = new(true);

    public void Map(WebApplication app)
    {
        gate.Reset();
        app.MapGet("/{n:int}", (int n) => Fetch(n));
    }

    public void Dispose() => gate.Dispose();

    private string Fetch(int n) => Enter(n) ? "fetched" : "closed";

    private bool Enter(int n)
    {
        gate.Wait(); // sick: lock-gate lock-contention
        return n >= 0;
    }
}

/// <summary><c>lock-releaser</c>: a lock of one's own around a semaphore, which hands out what gives it back.</summary>
internal sealed class Theatre : IPatient
{
    private readonly AsyncLock stage = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PlayAsync);

    private async Task<string> PlayAsync(int n)
    {
        using var turn = await stage.EnterAsync(); // sick: lock-releaser lock-contention
        await Task.Delay(70);
        return $"act {n}";
    }

    private sealed class AsyncLock : IDisposable
    {
        private readonly SemaphoreSlim turn = new(1);

        public Task<IDisposable> EnterAsync()
        {
            return turn.WaitAsync().ContinueWith(_ => (IDisposable)this, TaskScheduler.Default);
        }

        public void Dispose() => turn.Release();
    }
}
