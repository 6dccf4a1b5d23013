namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-carrier-session</c>: the carrier allows one call at a time in a session, and the whole service has one session.</summary>
internal sealed class LabelShop : IPatient
{
    private readonly LabelService labels = new(new CarrierSession(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(10) }));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => labels.OrderAsync(n, aborted));
}

internal sealed class LabelService(CarrierSession carrier)
{
    private static readonly string[] Weights = ["letter", "small", "large"];

    public async Task<string> OrderAsync(int parcel, CancellationToken cancellation)
    {
        var weight = Weights[parcel % Weights.Length];
        var reply = await carrier.CallAsync($"/answer?ms=70&weight={weight}", cancellation);
        return $"label for {parcel}: {reply}";
    }
}

internal sealed class CarrierSession(HttpClient http) : IDisposable
{
    private readonly SemaphoreSlim oneCall = new(1, 1);

    public async Task<string> CallAsync(string path, CancellationToken cancellation)
    {
        await oneCall.WaitAsync(cancellation); // sick: lock-carrier-session lock-contention
        try
        {
            return await http.GetStringAsync(path, cancellation);
        }
        finally
        {
            oneCall.Release();
        }
    }

    public void Dispose()
    {
        oneCall.Dispose();
        http.Dispose();
    }
}
