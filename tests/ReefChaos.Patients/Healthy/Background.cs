using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-warming</c>: a cache of as many entries as there are articles. It is cold at first, and grows for some seconds until it has them all.</summary>
internal sealed class Articles : IPatient
{
    private const int Count = 700;

    private readonly ConcurrentDictionary<int, byte[]> cache = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private string Show(int n) => $"{Article(n % Count).Length} bytes";

    private byte[] Article(int number) => cache.GetOrAdd(number, Load);

    private static byte[] Load(int number)
    {
        Work.Compute(0.5);
        return new byte[4_000 + number];
    }
}

/// <summary>
/// <c>healthy-batch</c>: a nightly job has begun all of its statements at once, and lets four of them at a time do something. They become fewer, and no request
/// waits for them.
/// </summary>
internal sealed class Statements : IPatient
{
    private const int Customers = 4_000;

    private readonly SemaphoreSlim atOnce = new(4);
    private int done;

    public void Map(WebApplication app)
    {
        _ = Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => StateAsync()));
        app.MapGet("/{n:int}", (int n) => Progress(n));
    }

    private string Progress(int n) => $"{n}: {done} of {Customers}";

    private async Task StateAsync()
    {
        await atOnce.WaitAsync();
        try
        {
            await Task.Delay(25);
            Interlocked.Increment(ref done);
        }
        finally
        {
            atOnce.Release();
        }
    }
}

/// <summary><c>healthy-documents</c>: large documents are written, read and written again, mostly on the large object heap, and nothing of them is kept.</summary>
internal sealed class Documents : IPatient
{
    private const int Lines = 2_000;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) =>
    {
        await Task.Yield();
        return Convert(n);
    });

    private static string Convert(int n) => $"{Sign(Write(n)).Length} characters";

    private static string Write(int n)
    {
        var lines = new JsonArray();
        for (var line = 0; line < Lines; line++)
        {
            lines.Add(new JsonObject { ["article"] = $"article {line}", ["count"] = n % 7 });
        }

        return lines.ToJsonString();
    }

    private static string Sign(string document)
    {
        var read = JsonNode.Parse(document)!.AsArray();
        read.Add(new JsonObject { ["signed"] = true });
        return read.ToJsonString();
    }
}
