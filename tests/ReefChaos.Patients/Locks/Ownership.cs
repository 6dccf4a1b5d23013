namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-numbering</c>: one at a time may write the file that the last number stands in.</summary>
internal sealed class Numbering : IPatient, IDisposable
{
    private readonly Mutex file = new();
    private int last;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Assign(n));

    public void Dispose() => file.Dispose();

    private string Assign(int n) => $"{n} has number {Next()}";

    private int Next()
    {
        file.WaitOne(); // sick: lock-numbering lock-contention
        try
        {
            Thread.Sleep(50);
            return ++last;
        }
        finally
        {
            file.ReleaseMutex();
        }
    }
}

/// <summary><c>lock-deadlock</c>: money goes from till to till, each way takes both locks, and the two ways in opposite order.</summary>
internal sealed class Tills : IPatient
{
    private readonly Till shop = new();
    private readonly Till safe = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Transfer(n));

    private string Transfer(int n) => $"{(n % 2 == 0 ? Move(shop, safe) : Move(safe, shop))} left";

    private static int Move(Till from, Till to)
    {
        lock (from) // sick: lock-deadlock lock-contention
        {
            Thread.Sleep(30);
            lock (to) // also: lock-deadlock lock-contention
            {
                to.Coins++;
                return --from.Coins;
            }
        }
    }

    private sealed class Till
    {
        public int Coins { get; set; } = 10_000;
    }
}
