namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-loyalty-points</c>: the whole service has one connection to its small database, which takes one statement at a time.
/// </summary>
internal sealed class CoffeeBar : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddSingleton<LoyaltyConnection>();
        services.AddSingleton<LoyaltyDatabase>();
        services.AddTransient<PointsRepository>();
        services.AddTransient<PointsService>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<PointsService>().BuyAsync(n));
    }
}

internal sealed class PointsService(PointsRepository points)
{
    public async Task<string> BuyAsync(int n)
    {
        await Task.Delay(5);
        var card = n % 350;
        points.Add(card, 2);
        return points.Of(card) >= 20 ? "the next coffee is on the house" : "thank you";
    }
}

internal sealed class PointsRepository(LoyaltyDatabase database)
{
    public int Of(int card) => database.Run(connection => connection.Select(card));

    public void Add(int card, int points) => database.Run(connection => connection.Update(card, points));
}

internal sealed class LoyaltyDatabase(LoyaltyConnection connection)
{
    public T Run<T>(Func<LoyaltyConnection, T> statement)
    {
        lock (connection) // sick: lock-loyalty-points lock-contention
        {
            return statement(connection);
        }
    }
}

/// <summary>A statement takes what it takes on a disk that others use too.</summary>
internal sealed class LoyaltyConnection
{
    private readonly Dictionary<int, int> rows = [];

    public int Select(int card)
    {
        Thread.Sleep(12);
        return rows.GetValueOrDefault(card);
    }

    public int Update(int card, int points)
    {
        Thread.Sleep(30);
        return rows[card] = (rows.GetValueOrDefault(card) + points) % 22;
    }
}
