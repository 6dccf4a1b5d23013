using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-positions</c>: lorries report where they are, and what writes that to the database, in batches, needs longer for a batch than
/// it takes to fill.
/// </summary>
internal sealed class FleetTracker : IPatient
{
    private readonly PositionBuffer buffer = new(capacity: 40);

    public void Map(WebApplication app)
    {
        _ = new PositionWriter(buffer).RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", ReportAsync);
    }

    private async Task<string> ReportAsync(int n, CancellationToken aborted)
    {
        var position = new Position(n % 250, 47.0 + (n % 100 / 100.0), 8.0 + (n % 70 / 100.0));
        return await buffer.AddAsync(position, aborted) ? "noted" : "closed";
    }
}

internal sealed record Position(int Lorry, double North, double East);

internal sealed class PositionBuffer(int capacity)
{
    private readonly Channel<Position> positions = Channel.CreateBounded<Position>(capacity);

    public async Task<bool> AddAsync(Position position, CancellationToken cancellation)
    {
        while (await positions.Writer.WaitToWriteAsync(cancellation)) // sick: channel-positions blocked-channel
        {
            if (positions.Writer.TryWrite(position))
            {
                return true;
            }
        }

        return false;
    }

    public async Task<List<Position>> NextBatchAsync(int size, CancellationToken cancellation)
    {
        var batch = new List<Position>(size);
        while (batch.Count < size)
        {
            batch.Add(await positions.Reader.ReadAsync(cancellation));
        }

        return batch;
    }
}

internal sealed class PositionWriter(PositionBuffer buffer)
{
    private const int BatchSize = 10;

    private readonly Dictionary<int, Position> table = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var batch = await buffer.NextBatchAsync(BatchSize, stopping);
            await InsertAsync(batch, stopping);
        }
    }

    private async Task InsertAsync(List<Position> batch, CancellationToken cancellation)
    {
        await Task.Delay(1_200, cancellation);
        batch.ForEach(p => table[p.Lorry] = p);
    }
}
