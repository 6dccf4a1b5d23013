using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-luggage-scans</c>: scans are queued for a worker that the settings of this installation leave out, for it runs elsewhere.
/// </summary>
internal sealed class Airport : IPatient
{
    private readonly SortingOptions options = new(RunWorkers: false, QueueLength: 100);

    public void Map(WebApplication app)
    {
        var queue = new ScanQueue(options.QueueLength);
        if (options.RunWorkers)
        {
            _ = new SortingWorker(queue).StartAsync(CancellationToken.None);
        }

        var scanners = new ScannerEndpoint(queue);
        app.MapGet("/{n:int}", scanners.ScanAsync);
    }
}

internal sealed record SortingOptions(bool RunWorkers, int QueueLength);

internal sealed record Scan(string Tag, int Belt);

internal sealed class ScannerEndpoint(ScanQueue queue)
{
    public async Task<IResult> ScanAsync(int n, CancellationToken aborted)
    {
        var scan = new Scan($"bag-{n:D6}", n % 14);
        await queue.AddAsync(scan, aborted);
        return Results.Accepted();
    }
}

internal sealed class ScanQueue(int length)
{
    private readonly Channel<Scan> scans = Channel.CreateBounded<Scan>(new BoundedChannelOptions(length)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = true,
    });

    public async Task AddAsync(Scan scan, CancellationToken cancellation)
    {
        await scans.Writer.WriteAsync(scan, cancellation); // sick: channel-luggage-scans blocked-channel
    }

    public ValueTask<Scan> NextAsync(CancellationToken cancellation) => scans.Reader.ReadAsync(cancellation);
}

internal sealed class SortingWorker(ScanQueue queue) : BackgroundService
{
    private readonly int[] belts = new int[14];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var scan = await queue.NextAsync(stoppingToken);
            belts[scan.Belt]++;
        }
    }
}
