using System.Runtime.CompilerServices;

namespace ReefChaos.Patients.Blocking;

/// <summary><c>blocking-run</c>: the work goes to the pool, and a thread of the pool waits for it.</summary>
internal sealed class Ranking : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Rank(n));

    private static string Rank(int n) => $"rank {Place(n)}";

    private static int Place(int n)
    {
        return Task.Run(() => Store.CountAsync(n)).GetAwaiter().GetResult(); // sick: blocking-run sync-over-async
    }
}

/// <summary><c>blocking-enumerable</c>: rows that arrive one by one, for a method that wants them all now.</summary>
internal sealed class Timetable : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Print(n));

    private static string Print(int n) => $"{Sum(n)} minutes";

    private static int Sum(int n)
    {
        var sum = 0;
        foreach (var row in RowsAsync(n, CancellationToken.None).ToBlockingEnumerable()) // sick: blocking-enumerable sync-over-async
        {
            sum += row;
        }

        return sum;
    }

    private static async IAsyncEnumerable<int> RowsAsync(int n, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var row = 0; row < 4; row++)
        {
            await Task.Delay(250, cancellationToken);
            yield return row + n;
        }
    }
}

/// <summary><c>blocking-dispose</c>: what is disposed of asynchronously is disposed of here and now.</summary>
internal sealed class Attachments : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) =>
    {
        await Task.Yield();
        return Store(n);
    });

    private static string Store(int n)
    {
        var upload = new Upload(n);
        Close(upload);
        return "stored";
    }

    private static void Close(Upload upload)
    {
        upload.DisposeAsync().AsTask().Wait(); // sick: blocking-dispose sync-over-async
    }

    private sealed class Upload(int number) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            for (var part = 0; part < 3; part++)
            {
                await Task.Delay(300 + (number % 3));
            }
        }
    }
}
