namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-tracking</c>: whoever looks for a parcel gets a session that listens to the feed of all parcels, also when nobody looks any
/// more.
/// </summary>
internal sealed class ParcelService : IPatient
{
    private readonly StatusFeed feed = new();

    public void Map(WebApplication app)
    {
        var tracking = new TrackingPage(feed);
        _ = feed.RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", tracking.ShowAsync);
    }
}

internal sealed class StatusFeed
{
    public event EventHandler<StatusChange>? StatusChanged;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var parcel = 0; await timer.WaitForNextTickAsync(stopping); parcel++)
        {
            StatusChanged?.Invoke(this, new StatusChange(parcel, "on its way"));
        }
    }
}

internal sealed record StatusChange(int Parcel, string Status);

internal sealed class TrackingPage(StatusFeed feed)
{
    public async Task<string> ShowAsync(int n)
    {
        var session = Follow(n);
        await Task.Delay(3);
        return session.Latest;
    }

    private TrackingSession Follow(int parcel)
    {
        var session = new TrackingSession(parcel); // also: leak-tracking leak
        feed.StatusChanged += (_, change) => session.Note(change); // sick: leak-tracking leak
        return session;
    }
}

internal sealed class TrackingSession(int parcel)
{
    private readonly string[] stations = new string[60];
    private int reached;

    public string Latest => reached == 0 ? $"parcel {parcel} is not here yet" : stations[reached - 1];

    public void Note(StatusChange change)
    {
        if (change.Parcel == parcel && reached < stations.Length)
        {
            stations[reached++] = change.Status;
        }
    }
}
