namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-list</c>: a static list of orders, kept "for the statistics".</summary>
internal sealed class Statistics : IPatient
{
    private static readonly List<Order> Seen = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Take(n));

    private static string Take(int n)
    {
        Remember(n);
        return "taken";
    }

    private static void Remember(int n)
    {
        lock (Seen)
        {
            Seen.Add(new Order(n)); // sick: leak-list leak
        }
    }

    private sealed class Order(int number)
    {
        private readonly decimal[] items = new decimal[60];

        public decimal Total => items[number % items.Length];
    }
}

/// <summary><c>leak-large</c>: uploads that stay in memory, each of them on the large object heap.</summary>
internal sealed class Uploads : IPatient
{
    private readonly Dictionary<int, byte[]> pending = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", AcceptAsync);

    private async Task<string> AcceptAsync(int n)
    {
        await Task.Yield();
        return n % 4 == 0 ? $"{Hold(n)} pending" : "nothing sent";
    }

    private int Hold(int n)
    {
        lock (pending)
        {
            pending[n] = new byte[100_000]; // sick: leak-large leak
            return pending.Count;
        }
    }
}

/// <summary><c>leak-cache</c>: a cache by a key that never comes back, without an end.</summary>
internal sealed class PageCache : IPatient
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Page> pages = new(StringComparer.Ordinal);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private string Show(int n) => PageOf($"user-{n}").Head;

    private Page PageOf(string key) => pages.GetOrAdd(key, Render); // sick: leak-cache leak

    private static Page Render(string key)
    {
        Work.Compute(0.2);
        return new Page(key, new string('x', 1_500)); // also: leak-cache leak
    }

    private sealed record Page(string Head, string Body);
}

/// <summary><c>leak-scope</c>: disposables asked for at the root of the services, which keeps them until the end.</summary>
internal sealed class Invoices : IPatient
{
    private readonly ServiceProvider services = new ServiceCollection().AddTransient<Template>().BuildServiceProvider();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Invoice(n));

    private string Invoice(int n) => Render(n).ToString();

    private int Render(int n)
    {
        var template = services.GetRequiredService<Template>(); // sick: leak-scope leak
        return template.Fill(n);
    }

    private sealed class Template : IDisposable
    {
        private readonly byte[] text = new byte[900];

        public int Fill(int n) => text.Length + n;

        public void Dispose() => GC.KeepAlive(text);
    }
}
