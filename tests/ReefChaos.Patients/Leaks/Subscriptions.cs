namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-events</c>: each request subscribes to the rates, and none of them ever leaves.</summary>
internal sealed class Rates : IPatient
{
    private static event EventHandler? Changed;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Quote(n));

    private static string Quote(int n) => Follow(n) ? "following" : "lost";

    private static bool Follow(int n)
    {
        Changed += new Viewer(n).Refresh; // sick: leak-events leak
        return Changed is not null;
    }

    private sealed class Viewer(int number)
    {
        private readonly int[] history = new int[100];

        public void Refresh(object? sender, EventArgs e) => history[0] = number;
    }
}

/// <summary><c>leak-registrations</c>: each request registers at the token of the application's end, and is not taken off again.</summary>
internal sealed class Sessions : IPatient
{
    private CancellationToken stopping;

    public void Map(WebApplication app)
    {
        stopping = app.Lifetime.ApplicationStopping;
        app.MapGet("/{n:int}", OpenAsync);
    }

    private async Task<string> OpenAsync(int n)
    {
        await Task.Delay(2);
        return Begin(n);
    }

    private string Begin(int n)
    {
        var session = new Session(n);
        stopping.Register(session.Close); // sick: leak-registrations leak
        return $"session {session.Number}";
    }

    private sealed class Session(int number)
    {
        private readonly byte[] state = new byte[500];

        public int Number => number;

        public void Close() => state[0] = 1;
    }
}

/// <summary>
/// <c>leak-timers</c>: each basket starts a timer for its expiry, and the next one does not stop it. Its own callback refers to it: a timer that nobody refers to
/// is stopped by the next collection.
/// </summary>
internal sealed class Baskets : IPatient
{
    private readonly Dictionary<int, Timer> expiries = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Fill(n));

    private string Fill(int n)
    {
        Prolong(n % 20);
        return "filled";
    }

    private void Prolong(int customer)
    {
        lock (expiries)
        {
            Timer? expiry = null;
            expiry = new Timer(_ => Expire(customer, expiry), null, 60_000, 60_000); // sick: leak-timers leak
            expiries[customer] = expiry;
        }
    }

    private void Expire(int customer, Timer? expiry)
    {
        lock (expiries)
        {
            expiries.Remove(customer);
            expiry?.Dispose();
        }
    }
}
