namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-reservations</c>: looking whether there is enough and booking it have to be one step, so both happen under a lock, statements
/// included.
/// </summary>
internal sealed class GardenCentre : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddSingleton<StockDatabase>();
        services.AddSingleton<ReservationService>();
        services.AddTransient<CheckoutHandler>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<CheckoutHandler>().HandleAsync(n));
    }
}

internal sealed class CheckoutHandler(ReservationService reservations)
{
    public async Task<string> HandleAsync(int basket)
    {
        var plants = await BasketAsync(basket);
        var reserved = plants.Count(plant => reservations.TryReserve(plant));
        return $"{reserved} of {plants.Count} reserved";
    }

    private static async Task<List<string>> BasketAsync(int basket)
    {
        await Task.Delay(6);
        return [$"rose {basket % 12}", $"fern {basket % 7}"];
    }
}

internal sealed class ReservationService(StockDatabase database)
{
    private readonly object reserving = new();
    private int refused;

    public bool TryReserve(string plant)
    {
        lock (reserving) // sick: lock-reservations lock-contention
        {
            var left = database.Left(plant);
            if (left == 0)
            {
                refused++;
                return false;
            }

            database.Save(plant, left - 1);
            return true;
        }
    }
}

/// <summary>It takes what a statement takes on a busy evening.</summary>
internal sealed class StockDatabase
{
    private readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);

    public int Left(string plant)
    {
        Thread.Sleep(10);
        return rows.GetValueOrDefault(plant, 10_000);
    }

    public void Save(string plant, int left)
    {
        Thread.Sleep(15);
        rows[plant] = left;
    }
}
