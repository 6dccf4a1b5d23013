using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-chained</c>: the second of two channels has no reader any more, and so the first one fills up too.</summary>
internal sealed class Pipeline : IPatient
{
    private readonly Channel<int> parsed = Channel.CreateBounded<int>(20);
    private readonly Channel<int> stored = Channel.CreateBounded<int>(20);

    public void Map(WebApplication app)
    {
        _ = Task.Run(PumpAsync);
        app.MapGet("/{n:int}", ParseAsync);
    }

    private async Task<string> ParseAsync(int n)
    {
        await Task.Yield();
        await HandOnAsync(n * 2);
        return "parsed";
    }

    private async Task HandOnAsync(int value)
    {
        await parsed.Writer.WriteAsync(value); // sick: channel-chained blocked-channel
    }

    private async Task PumpAsync()
    {
        await foreach (var value in parsed.Reader.ReadAllAsync())
        {
            await stored.Writer.WriteAsync(value); // also: channel-chained blocked-channel
        }
    }
}

/// <summary><c>channel-one-of-many</c>: a channel for each of eight regions, and one region's reader hangs.</summary>
internal sealed class Regions : IPatient
{
    private readonly Channel<int>[] regions = [.. Enumerable.Range(0, 8).Select(_ => Channel.CreateBounded<int>(10))];

    public void Map(WebApplication app)
    {
        for (var region = 0; region < regions.Length; region++)
        {
            _ = ShipAsync(region);
        }

        app.MapGet("/{n:int}", AssignAsync);
    }

    private async Task<string> AssignAsync(int n)
    {
        await AssignToAsync(n, n % regions.Length);
        return "assigned";
    }

    private async Task AssignToAsync(int n, int region)
    {
        await regions[region].Writer.WriteAsync(n); // sick: channel-one-of-many blocked-channel
    }

    private async Task ShipAsync(int region)
    {
        var lost = new TaskCompletionSource();
        await foreach (var _ in regions[region].Reader.ReadAllAsync())
        {
            await (region == 3 ? lost.Task : Task.Delay(2));
        }
    }
}

/// <summary><c>channel-slow-reader</c>: the reader lives, but is far slower than its writers, and each of them waits for seconds.</summary>
internal sealed class Thumbnails : IPatient
{
    private readonly Channel<int> pictures = Channel.CreateBounded<int>(10);

    public void Map(WebApplication app)
    {
        _ = Task.Run(ShrinkAsync);
        app.MapGet("/{n:int}", UploadAsync);
    }

    private async Task<string> UploadAsync(int n)
    {
        await Task.Delay(1);
        return await SubmitAsync(n);
    }

    private async Task<string> SubmitAsync(int n)
    {
        await pictures.Writer.WriteAsync(n); // sick: channel-slow-reader blocked-channel
        return "submitted";
    }

    private async Task ShrinkAsync()
    {
        await foreach (var _ in pictures.Reader.ReadAllAsync())
        {
            await Task.Delay(400);
        }
    }
}
