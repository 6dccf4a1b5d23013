namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-idle</c>, <c>healthy-busy</c>, <c>starved-quota</c> and <c>starved-neighbour</c>: each request computes for a while.</summary>
internal sealed class Calculator(double milliseconds) : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", SumAsync);

    private async Task<string> SumAsync(int n)
    {
        await Task.Yield();
        return $"{n}: {Sum()}";
    }

    private double Sum() => Work.Compute(milliseconds);
}

/// <summary><c>healthy-hot-lock</c>: all requests take one lock for 2 ms, which is time enough for all of them.</summary>
internal sealed class Tickets : IPatient
{
    private readonly object gate = new();
    private int next;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Ticket(n));

    private string Ticket(int n) => $"{n} has ticket {Draw()}";

    private int Draw()
    {
        lock (gate)
        {
            Work.Compute(2);
            return ++next;
        }
    }
}

/// <summary><c>healthy-garbage</c>: each request makes a lot of garbage, and keeps none of it.</summary>
internal sealed class Exports : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Export(n));

    private static string Export(int n) => $"{Rows(n)} rows";

    private static int Rows(int n)
    {
        var rows = new List<string>();
        for (var row = 0; row < 4_000; row++)
        {
            rows.Add($"row {row} of {n}, with some text behind it");
        }

        var table = new byte[300_000];
        return rows.Count + table[0];
    }
}

/// <summary><c>healthy-cache</c>: a large cache that is full, and in which each entry takes the place of another.</summary>
internal sealed class Tiles : IPatient
{
    private readonly Tile[] tiles = [.. Enumerable.Range(0, 60_000).Select(n => new Tile(n, new byte[1_000]))];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Draw(n));

    private string Draw(int n) => $"{Renew(n * 7 % tiles.Length).Number}";

    private Tile Renew(int place) => tiles[place] = new Tile(place, new byte[1_000]);

    private sealed record Tile(int Number, byte[] Pixels);
}
