using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-share</c>: letters need a file of a network share that has stopped answering. A pipe whose writer is silent stands for it.</summary>
internal sealed class Letters : IPatient
{
    private const uint ForOwner = 0x180;

    private readonly string share = Path.Combine(Path.GetTempPath(), $"letters-{Environment.ProcessId}");

    public Letters()
    {
        _ = Libc.MakePipe(share, ForOwner);
        _ = Libc.Open(share, Libc.ReadWrite);
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Write(n));

    private string Write(int n) => n % 5 == 0 ? $"{Template()} {n}" : "a postcard";

    private string Template()
    {
        return File.ReadAllText(share); // sick: hang-share native-hang
    }
}

/// <summary>
/// <c>hang-condition</c>: a broker's native client waits on its condition for a confirmation that does not come. Its calls were moved to tasks of their own,
/// to keep the requests' threads free.
/// </summary>
internal sealed class Broker : IPatient
{
    private readonly nint mutex = Zeroed();
    private readonly nint confirmed = Zeroed();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PublishAsync);

    private static unsafe nint Zeroed() => (nint)NativeMemory.AllocZeroed(64);

    private async Task<string> PublishAsync(int n) => n % 6 == 0 ? $"flushed: {await Task.Run(Flush)}" : "buffered";

    private unsafe int Flush()
    {
        _ = Libc.LockMutex((void*)mutex);
        var woken = Libc.WaitForCondition((void*)confirmed, (void*)mutex); // sick: hang-condition native-hang
        _ = Libc.UnlockMutex((void*)mutex);
        return woken;
    }
}

/// <summary><c>hang-select</c>: a native database driver waits for its server to become readable, without a limit.</summary>
internal sealed class Records : IPatient
{
    private const int WordsOfSet = 16;

    private readonly int server;

    public unsafe Records()
    {
        const int unix = 1;
        const int stream = 1;
        var ends = stackalloc int[2];
        _ = Libc.SocketPair(unix, stream, 0, ends);
        server = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) =>
    {
        await Task.Delay(1);
        return Find(n);
    });

    private string Find(int n) => n % 5 == 0 ? $"{Execute()} rows" : "from this year";

    private unsafe int Execute()
    {
        var readable = stackalloc ulong[WordsOfSet];
        int ready;
        do
        {
            readable[server / 64] = 1UL << (server % 64);
            ready = Libc.Select(server + 1, readable, null, null, null); // sick: hang-select native-hang
        }
        while (ready < 0);
        return ready;
    }
}
