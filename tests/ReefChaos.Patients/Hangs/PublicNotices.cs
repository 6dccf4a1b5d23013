using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-notice-pipe</c>: notices of a town hall are handed to a forwarder by a named pipe, and the forwarder is there and reads no more.
/// </summary>
internal sealed class TownHall : IPatient
{
    private readonly NoticeBoard board = new(new ForwarderPipe(Path.Combine(Path.GetTempPath(), $"notices-{Environment.ProcessId}")));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 5 == 1 ? board.Publish(n) : board.Latest);
}

internal sealed class NoticeBoard(ForwarderPipe pipe)
{
    public string Latest { get; private set; } = "nothing new";

    public string Publish(int n)
    {
        var notice = new StringBuilder($"Notice {n}: the following roads are closed.\n");
        for (var road = 0; road < 500; road++)
        {
            notice.Append("- road ").Append(road).Append(" from noon\n");
        }

        pipe.Forward($"{notice}");
        Latest = $"notice {n}";
        return Latest;
    }
}

internal sealed class ForwarderPipe
{
    private const uint ForOwner = 0x180;

    private readonly FileStream stream;

    public ForwarderPipe(string path)
    {
        _ = Libc.MakePipe(path, ForOwner);

        // In the place of the forwarder.
        _ = Libc.Open(path, Libc.ReadWrite);
        stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        File.Delete(path);
    }

    public void Forward(string notice)
    {
        var bytes = Encoding.UTF8.GetBytes(notice);
        stream.Write(bytes); // sick: hang-notice-pipe native-hang
    }
}
