namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-race-board</c>: times come in while rankings are asked for, and each ranking is worked out while nobody else may touch the
/// board.
/// </summary>
internal sealed class Marathon : IPatient
{
    private readonly RaceBoard board = new(new AgeGrading(oldest: 80));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ServeAsync);

    private async Task<string> ServeAsync(int n)
    {
        await Task.Delay(3);
        if (n % 4 == 0)
        {
            board.Record(n % 900, TimeSpan.FromSeconds(8_000 + (n * 37 % 6_000)));
            return "recorded";
        }

        return string.Join(", ", board.Best(10));
    }
}

internal sealed class RaceBoard(AgeGrading grading)
{
    private readonly object sync = new();
    private readonly Dictionary<int, TimeSpan> times = [];

    public void Record(int runner, TimeSpan time)
    {
        lock (sync) // also: lock-race-board lock-contention
        {
            times[runner] = time;
        }
    }

    public List<int> Best(int count)
    {
        lock (sync) // sick: lock-race-board lock-contention
        {
            var factors = grading.Factors();
            return [.. times.OrderBy(t => t.Value * factors[t.Key % factors.Length]).Take(count).Select(t => t.Key)];
        }
    }
}

/// <summary>What a time is worth at an age, from tables that are worked out each time.</summary>
internal sealed class AgeGrading(int oldest)
{
    public double[] Factors()
    {
        var level = Work.Compute(35) > 0 ? 1.0 : 0.9;
        return [.. Enumerable.Range(0, oldest).Select(age => level - (Math.Abs(age - 28) / 200.0))];
    }
}
