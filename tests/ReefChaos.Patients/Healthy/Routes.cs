namespace ReefChaos.Patients.Healthy;

/// <summary><c>starved-route-planning</c>: each request finds the shortest way across a town, with less of the processor than that takes.</summary>
internal sealed class SnowPloughs : IPatient
{
    private readonly RoutePlanner planner = new(new TownGrid(side: 90));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => $"{planner.Minutes(n % 90, n * 13 % 90)} minutes");
}

internal sealed class TownGrid(int side)
{
    private static readonly (int East, int South)[] Directions = [(1, 0), (-1, 0), (0, 1), (0, -1)];

    public int Crossings => side * side;

    public int At(int east, int south) => (south * side) + east;

    public IEnumerable<(int Crossing, int Minutes)> Roads(int crossing)
    {
        foreach (var (east, south) in Directions)
        {
            var (x, y) = ((crossing % side) + east, (crossing / side) + south);
            if (x >= 0 && x < side && y >= 0 && y < side)
            {
                yield return (At(x, y), 1 + ((x * 31 + y * 17) % 9));
            }
        }
    }
}

/// <summary>Dijkstra's.</summary>
internal sealed class RoutePlanner(TownGrid town)
{
    public int Minutes(int from, int to)
    {
        var target = town.Crossings - 1 - to;
        var best = Enumerable.Repeat(int.MaxValue, town.Crossings).ToArray();
        var open = new PriorityQueue<int, int>();
        best[from] = 0;
        open.Enqueue(from, 0);
        while (open.TryDequeue(out var crossing, out var minutes) && crossing != target)
        {
            foreach (var (next, cost) in town.Roads(crossing))
            {
                if (minutes + cost < best[next])
                {
                    best[next] = minutes + cost;
                    open.Enqueue(next, best[next]);
                }
            }
        }

        return best[target];
    }
}
