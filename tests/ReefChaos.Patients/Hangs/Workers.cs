namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-workers</c>: each call of a device gets a thread of its own, and none comes back.</summary>
internal sealed class Turnstile : IPatient
{
    private readonly int device;

    public unsafe Turnstile()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        device = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PassAsync);

    private async Task<string> PassAsync(int n) => n % 4 == 0
        ? $"{await Task.Factory.StartNew(Ask, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)}"
        : "open";

    private unsafe nint Ask()
    {
        var ticket = stackalloc byte[8];
        var length = Libc.Read(device, ticket, 8); // sick: hang-workers native-hang
        return length;
    }
}

/// <summary><c>hang-file</c>: a file on a device that does not answer, read with the framework's own means.</summary>
internal sealed class Cashbook : IPatient
{
    private const uint ForOwner = 0x180;

    private readonly string page = Path.Combine(Path.GetTempPath(), $"cashbook-{Environment.ProcessId}");

    public Cashbook() => _ = Libc.MakePipe(page, ForOwner);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Balance(n));

    private string Balance(int n) => n % 4 == 0 ? Read() : "as before";

    private string Read()
    {
        var text = File.ReadAllText(page); // sick: hang-file native-hang
        return text;
    }
}
