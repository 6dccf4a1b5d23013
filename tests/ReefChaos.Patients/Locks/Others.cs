namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-readers</c>: a writer that keeps coming back, and holds all readers up for seconds.</summary>
internal sealed class StockList : IPatient
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly int[] levels = new int[100];

    public void Map(WebApplication app)
    {
        new Thread(Import) { IsBackground = true, Name = "import" }.Start();
        app.MapGet("/{n:int}", (int n) => Level(n));
    }

    private string Level(int n) => $"{Read(n % levels.Length)} in stock";

    private int Read(int article)
    {
        access.EnterReadLock(); // sick: lock-readers lock-contention
        try
        {
            return levels[article];
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    private void Import()
    {
        while (true)
        {
            access.EnterWriteLock();
            try
            {
                Thread.Sleep(4_000);
                levels[0]++;
            }
            finally
            {
                access.ExitWriteLock();
            }

            Thread.Sleep(50);
        }
    }
}

/// <summary><c>lock-convoy</c>: the line of the journal is written under a lock, over the network, and each call is only somewhat slow.</summary>
internal sealed class Journal : IPatient
{
    private readonly object gate = new();
    private readonly HttpClient archive = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(2) };
    private int lines;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Order(n));

    private string Order(int n)
    {
        Write($"order {n}");
        return "accepted";
    }

    private void Write(string line)
    {
        lock (gate) // sick: lock-convoy lock-contention
        {
            Append(line);
            lines++;
        }
    }

    private void Append(string line)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/answer?ms=45&line={Uri.EscapeDataString(line)}");
        using var answer = archive.Send(request);
        answer.EnsureSuccessStatusCode();
    }
}
