namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-allowance</c>: all requests and four loops count under one lock, which each of them holds for less than a millisecond.</summary>
internal sealed class PublicApi : IPatient
{
    private readonly Allowances allowances = new(perSecond: 1_000);

    public void Map(WebApplication app)
    {
        for (var loop = 0; loop < 4; loop++)
        {
            _ = RefillAsync(app.Lifetime.ApplicationStopping);
        }

        app.MapGet("/{n:int}", AnswerAsync);
    }

    private async Task<IResult> AnswerAsync(int n)
    {
        if (!allowances.TryTake(n % 200))
        {
            return Results.StatusCode(429);
        }

        await Task.Delay(8);
        return Results.Ok(n);
    }

    private async Task RefillAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            allowances.Refill();
        }
    }
}

internal sealed class Allowances(int perSecond)
{
    private readonly Lock sync = new();
    private readonly Dictionary<int, double> tokens = [];
    private long refilled = Environment.TickCount64;

    public bool TryTake(int client)
    {
        lock (sync)
        {
            Work.Compute(0.5);
            var left = tokens.GetValueOrDefault(client, perSecond);
            tokens[client] = Math.Max(0, left - 1);
            return left >= 1;
        }
    }

    public void Refill()
    {
        lock (sync)
        {
            var now = Environment.TickCount64;
            foreach (var client in tokens.Keys)
            {
                tokens[client] = Math.Min(perSecond, tokens[client] + (perSecond * (now - refilled) / 1_000.0));
            }

            refilled = now;
        }
    }
}
