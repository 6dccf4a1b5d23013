namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-monitor</c>: a quote renews its price under one lock, and takes longer than requests are apart.</summary>
internal sealed class PriceBook : IPatient
{
    private readonly object gate = new();
    private readonly Dictionary<int, decimal> prices = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Quote(n));

    private string Quote(int n) => $"{Renewed(n % 50) * 1.19m}";

    private decimal Renewed(int article)
    {
        lock (gate) // sick: lock-monitor lock-contention
        {
            prices[article] = ReadFromLedger(article);
            return prices[article];
        }
    }

    private static decimal ReadFromLedger(int article)
    {
        Thread.Sleep(40);
        return article + 0.99m;
    }
}

/// <summary><c>lock-object</c>: the same with <see cref="Lock"/>, around a computation.</summary>
internal sealed class RouteTable : IPatient
{
    private readonly Lock gate = new();
    private double best;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Route(n));

    private string Route(int n) => $"route {n} costs {Cheapest()}";

    private double Cheapest()
    {
        lock (gate) // sick: lock-object lock-contention
        {
            best = Math.Max(best, Work.Compute(25));
        }

        return best;
    }
}

/// <summary><c>lock-job</c>: a nightly job holds the lock of the request path for minutes.</summary>
internal sealed class SearchIndex : IPatient
{
    private readonly object gate = new();
    private string[] words = ["reef"];

    public void Map(WebApplication app)
    {
        new Thread(Rebuild) { IsBackground = true, Name = "rebuild" }.Start();
        app.MapGet("/{n:int}", async (int n) =>
        {
            await Task.Yield();
            return Find(n);
        });
    }

    private string Find(int n) => Lookup($"{n}") ? "found" : "none";

    private bool Lookup(string word)
    {
        lock (gate) // sick: lock-job lock-contention
        {
            return words.Contains(word);
        }
    }

    private void Rebuild()
    {
        Thread.Sleep(1_000);
        lock (gate)
        {
            Thread.Sleep(120_000);
            words = ["reef", "chaos"];
        }
    }
}

/// <summary><c>lock-lazy</c>: everybody waits for the first request, which loads the catalogue.</summary>
internal sealed class Catalogue : IPatient
{
    private readonly Lazy<string[]> articles = new(Load);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Title(n));

    private string Title(int n) => Article(n).ToUpperInvariant();

    private string Article(int n)
    {
        var all = articles.Value; // sick: lock-lazy lock-contention
        return all[n % all.Length];
    }

    private static string[] Load()
    {
        Thread.Sleep(120_000);
        return ["coral", "sponge"];
    }
}
