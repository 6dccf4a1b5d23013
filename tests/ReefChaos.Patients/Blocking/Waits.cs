namespace ReefChaos.Patients.Blocking;

/// <summary>An asynchronous store, which needs a pool thread after each of its waits.</summary>
internal static class Store
{
    public static async Task<int> CountAsync(int n)
    {
        for (var page = 0; page < 4; page++)
        {
            await Task.Delay(250);
        }

        return n % 7;
    }
}

/// <summary><c>blocking-result</c>: the synchronous face of an asynchronous store.</summary>
internal sealed class Counters : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private static string Show(int n) => $"{Count(n)} visits";

    private static int Count(int n)
    {
        var count = Store.CountAsync(n).Result; // sick: blocking-result sync-over-async
        return count;
    }
}

/// <summary><c>blocking-wait</c>: a property that has to wait, in the middle of an asynchronous handler.</summary>
internal sealed class Accounts : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", BalanceAsync);

    private static async Task<string> BalanceAsync(int n)
    {
        await Task.Delay(5);
        return Refresh(n) ? "fresh" : "stale";
    }

    private static bool Refresh(int n)
    {
        var refreshing = Store.CountAsync(n);
        refreshing.Wait(); // sick: blocking-wait sync-over-async
        return refreshing.IsCompletedSuccessfully;
    }
}

/// <summary><c>blocking-getresult</c>: an awaiter asked by hand, for a call of an HTTP client.</summary>
internal sealed class Weather : IPatient
{
    private readonly HttpClient service = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(5) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Forecast(n));

    private string Forecast(int n) => Load(n).Length > 0 ? "sunny" : "unknown";

    private string Load(int n)
    {
        return service.GetStringAsync($"/answer?ms=900&n={n}").GetAwaiter().GetResult(); // sick: blocking-getresult sync-over-async
    }
}

/// <summary><c>blocking-waitall</c>: a report gathers its parts, and stands still until all are there.</summary>
internal sealed class Dashboard : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Draw(n));

    private static string Draw(int n) => string.Join(' ', Parts(n));

    private static int[] Parts(int n)
    {
        Task<int>[] parts = [Store.CountAsync(n), Store.CountAsync(n + 1), Store.CountAsync(n + 2)];
        Task.WaitAll(parts); // sick: blocking-waitall sync-over-async
        return [.. parts.Select(p => p.Result)];
    }
}
