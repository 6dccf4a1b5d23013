using System.Runtime.InteropServices;
using Microsoft.Extensions.Caching.Memory;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-intern</c>: each name is interned, "to compare faster".</summary>
internal sealed class Registrar : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Register(n));

    private static string Register(int n) => Name(n).Length > 0 ? "registered" : "nameless";

    private static string Name(int n)
    {
        return string.Intern($"citizen {n} of the reef"); // sick: leak-intern leak
    }
}

/// <summary><c>leak-linked</c>: each request links a source to the application's end, and does not dispose of it.</summary>
internal sealed class Errands : IPatient
{
    public void Map(WebApplication app)
    {
        var stopping = app.Lifetime;
        app.MapGet("/{n:int}", async (int n) => await RunAsync(n, stopping.ApplicationStopping));
    }

    private static async Task<string> RunAsync(int n, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping); // sick: leak-linked leak
        await Task.Delay(1 + (n % 2), source.Token);
        return "done";
    }
}

/// <summary><c>leak-clients</c>: an HTTP client for each request, which is never disposed of.</summary>
internal sealed class Translations : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", TranslateAsync);

    private static async Task<string> TranslateAsync(int n) => $"{await AskAsync(n)} in other words";

    private static async Task<string> AskAsync(int n)
    {
        var client = new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(3) }; // sick: leak-clients leak
        return await client.GetStringAsync($"/answer?ms=5&n={n}");
    }
}

/// <summary><c>leak-pinned</c>: buffers are pinned for a driver, and never let go.</summary>
internal sealed class Recorder : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Record(n));

    private static string Record(int n) => Pin(n) != 0 ? "recorded" : "lost";

    private static nint Pin(int n)
    {
        var buffer = new byte[600 + (n % 7)];
        var handle = GCHandle.Alloc(buffer, GCHandleType.Pinned); // sick: leak-pinned leak
        return handle.AddrOfPinnedObject();
    }
}

/// <summary><c>leak-memory-cache</c>: a cache without a limit, by a key that never comes back.</summary>
internal sealed class Snapshots : IPatient
{
    public void Map(WebApplication app)
    {
        var cache = new MemoryCache(new MemoryCacheOptions());
        app.MapGet("/{n:int}", (int n) => Show(n, cache));
    }

    private static string Show(int n, IMemoryCache cache) => $"{Load(n, cache)?.Length} bytes";

    private static byte[]? Load(int n, IMemoryCache cache)
    {
        return cache.GetOrCreate($"snapshot {n}", _ => new byte[900]); // sick: leak-memory-cache leak
    }
}
