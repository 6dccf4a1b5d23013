namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-keep-alives</c>: each device that reports gets a timer that would ping it, and the timer runs on when the device is gone.</summary>
internal sealed class DeviceHub : IPatient
{
    private readonly DeviceRegistry registry = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => registry.Report(n));
}

internal sealed class DeviceRegistry
{
    private int pings;

    public string Report(int device)
    {
        var session = new DeviceSession(device, this); // also: leak-keep-alives leak
        session.KeepAlive();
        return session.State;
    }

    public void Ping() => Interlocked.Increment(ref pings);
}

internal sealed class DeviceSession(int device, DeviceRegistry registry)
{
    private readonly byte[] readings = new byte[2_048];

    public string State => $"device {device} has {readings.Length} readings";

    public void KeepAlive()
    {
        var timer = new System.Timers.Timer(TimeSpan.FromSeconds(30)); // sick: leak-keep-alives leak
        timer.Elapsed += (_, _) => Ping();
        timer.Start(); // also: leak-keep-alives leak
    }

    private void Ping()
    {
        readings[0]++;
        registry.Ping();
    }
}
