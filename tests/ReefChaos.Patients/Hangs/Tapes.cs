using System.Net.Sockets;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-tape-library</c>: programmes go to a tape library by its maker's native client, which sends until all is sent, and the robot
/// takes nothing.
/// </summary>
internal sealed class BroadcastArchive : IPatient
{
    private readonly ArchiveJobs jobs = new(new TapeLibrary());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ServeAsync);

    private async Task<string> ServeAsync(int n)
    {
        await Task.Delay(2);
        return n % 5 == 3 ? jobs.Store(n) : $"programme {n % 700} is on shelf {n % 12}";
    }
}

internal sealed class ArchiveJobs(TapeLibrary tapes)
{
    private static readonly byte[] Reel = new byte[4_000_000];

    public string Store(int programme)
    {
        using var tape = tapes.Mount(programme % 20);
        tape.Write(Reel);
        return $"programme {programme} is on tape";
    }
}

internal sealed class TapeLibrary
{
    private int mounted;

    public Tape Mount(int slot)
    {
        Interlocked.Increment(ref mounted);
        var robot = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 64 * 1_024 };
        robot.Connect(Surroundings.Silent);
        robot.Send([(byte)slot]);
        return new Tape(robot);
    }
}

internal sealed class Tape(Socket robot) : IDisposable
{
    public void Write(byte[] reel)
    {
        if (!TrySend(reel))
        {
            throw new IOException("the tape is full");
        }
    }

    public void Dispose() => robot.Dispose();

    private unsafe bool TrySend(byte[] reel)
    {
        fixed (byte* start = reel)
        {
            return Libc.Send((int)robot.Handle, start, reel.Length, 0) == reel.Length; // sick: hang-tape-library native-hang
        }
    }
}
