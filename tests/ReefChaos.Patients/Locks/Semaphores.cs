namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-semaphore</c>: two printers for many receipts, waited for on the request's thread.</summary>
internal sealed class ReceiptPrinter : IPatient
{
    private readonly SemaphoreSlim printers = new(2);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Receipt(n));

    private string Receipt(int n) => Print($"receipt {n}") ? "printed" : "lost";

    private bool Print(string text)
    {
        printers.Wait(); // sick: lock-semaphore lock-contention
        try
        {
            Thread.Sleep(90);
            return text.Length > 0;
        }
        finally
        {
            printers.Release();
        }
    }
}

/// <summary><c>lock-semaphore-async</c>: one request at a time may renew the token, and each of them does.</summary>
internal sealed class TokenKeeper : IPatient
{
    private readonly SemaphoreSlim turn = new(1);
    private int generation;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", SignAsync);

    private async Task<string> SignAsync(int n) => $"{n} signed with {await TokenAsync()}";

    private async Task<int> TokenAsync()
    {
        await turn.WaitAsync(); // sick: lock-semaphore-async lock-contention
        try
        {
            return await RenewAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<int> RenewAsync()
    {
        await Task.Delay(60);
        return ++generation;
    }
}

/// <summary><c>lock-semaphore-lost</c>: a failure between wait and release takes a permit with it, until none is left.</summary>
internal sealed class Courier : IPatient
{
    private readonly SemaphoreSlim vans = new(4);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) => await DeliverAsync(n));

    private async Task<IResult> DeliverAsync(int n)
    {
        try
        {
            return Results.Ok(await DriveAsync(n));
        }
        catch (InvalidOperationException)
        {
            return Results.StatusCode(500);
        }
    }

    private async Task<int> DriveAsync(int n)
    {
        await vans.WaitAsync(); // sick: lock-semaphore-lost lock-contention
        var minutes = await TripAsync(n);
        vans.Release();
        return minutes;
    }

    private static async Task<int> TripAsync(int n)
    {
        await Task.Delay(5);
        return n % 10 == 7 ? throw new InvalidOperationException("No such street.") : n % 60;
    }
}
