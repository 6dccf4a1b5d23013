namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-bed-board</c>: whoever follows the beds of a hospital is told of each change under the board's own lock, and one of them takes
/// its time.
/// </summary>
internal sealed class HospitalBeds : IPatient
{
    public void Map(WebApplication app)
    {
        var board = new BedBoard();
        board.BedTaken += new OccupancyStatistics().Count;
        board.BedTaken += new CleaningPager("second floor").Page;
        var admissions = new AdmissionDesk(board);
        app.MapGet("/{n:int}", admissions.AdmitAsync);
    }
}

internal sealed class AdmissionDesk(BedBoard board)
{
    public async Task<string> AdmitAsync(int n)
    {
        var ward = await TriageAsync(n);
        return $"ward {ward}, bed {board.Take(ward)}";
    }

    private static async Task<string> TriageAsync(int n)
    {
        await Task.Delay(6);
        return n % 7 == 0 ? "intensive care" : "surgery";
    }
}

internal sealed record BedChange(string Ward, int Bed);

internal sealed class BedBoard
{
    private readonly object sync = new();
    private readonly Dictionary<string, int> lastTaken = new(StringComparer.Ordinal);

    public event EventHandler<BedChange>? BedTaken;

    public int Take(string ward)
    {
        lock (sync) // sick: lock-bed-board lock-contention
        {
            var bed = (lastTaken.GetValueOrDefault(ward) % 60) + 1;
            lastTaken[ward] = bed;
            BedTaken?.Invoke(this, new BedChange(ward, bed));
            return bed;
        }
    }
}

internal sealed class OccupancyStatistics
{
    private int taken;

    public void Count(object? sender, BedChange change) => taken += change.Bed > 0 ? 1 : 0;
}

/// <summary>It dials, and waits until somebody's pager has rung.</summary>
internal sealed class CleaningPager(string floor)
{
    private string last = "";

    public void Page(object? sender, BedChange change)
    {
        Thread.Sleep(45);
        last = $"{floor}: {change.Ward} {change.Bed}{(last.Length > 0 ? " next" : "")}";
    }
}
