using System.Collections.Concurrent;

namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-score-sheets</c>: a pool of one's own lends four connections to the database, each for a whole query, and there are queries for
/// nine.
/// </summary>
internal sealed class GymnasticsScores : IPatient
{
    private readonly ScoreSheets sheets = new(new SheetConnectionPool(size: 4));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => ShowAsync(n, aborted));

    private async Task<string> ShowAsync(int n, CancellationToken aborted)
    {
        var points = await sheets.PointsAsync(n % 120, aborted);
        return $"gymnast {n % 120}: {points / 10.0:0.0}";
    }
}

internal sealed class ScoreSheets(SheetConnectionPool pool)
{
    public async Task<int> PointsAsync(int gymnast, CancellationToken cancellation)
    {
        var connection = await pool.RentAsync(cancellation); // also: lock-score-sheets lock-contention
        try
        {
            return await connection.QueryAsync(gymnast, cancellation);
        }
        finally
        {
            pool.Return(connection);
        }
    }
}

internal sealed class SheetConnectionPool(int size)
{
    private readonly SemaphoreSlim lendable = new(size, size);
    private readonly ConcurrentStack<SheetConnection> idle = new();

    public async Task<SheetConnection> RentAsync(CancellationToken cancellation)
    {
        await lendable.WaitAsync(cancellation); // sick: lock-score-sheets lock-contention
        return idle.TryPop(out var connection) ? connection : new SheetConnection();
    }

    public void Return(SheetConnection connection)
    {
        idle.Push(connection);
        lendable.Release();
    }
}

internal sealed class SheetConnection
{
    private int queries;

    public async Task<int> QueryAsync(int gymnast, CancellationToken cancellation)
    {
        queries++;
        await Task.Delay(150, cancellation);
        return 80 + (gymnast % 20) + (queries % 2);
    }
}
