using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-licence-server</c>: a vendor's library asks its licence server for leave, and polls for the reply without a limit.</summary>
internal sealed class Drawings : IPatient
{
    private readonly DrawingExport export = new(new LicenceClient(Surroundings.Silent));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 5 == 0 ? export.AsVector(n) : export.AsBitmap(n));
}

internal sealed class DrawingExport(LicenceClient licences)
{
    private int bitmaps;

    public string AsBitmap(int drawing) => $"bitmap {Interlocked.Increment(ref bitmaps)} of drawing {drawing}";

    public string AsVector(int drawing)
    {
        var licence = licences.CheckOut("vector-export");
        return $"drawing {drawing} under licence {licence}";
    }
}

internal sealed class LicenceClient(IPEndPoint server)
{
    public int CheckOut(string feature)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(server);
        socket.Send(Encoding.ASCII.GetBytes($"CHECKOUT {feature}\n"));
        return LicenceLibrary.ReadReply((int)socket.Handle);
    }
}

internal static unsafe class LicenceLibrary
{
    private const short Readable = 1;

    public static int ReadReply(int fd)
    {
        var socket = new Libc.PollFd { Fd = fd, Events = Readable };
        while (Libc.Poll(ref socket, 1, -1) < 1) // sick: hang-licence-server native-hang
        {
        }

        byte reply;
        return Libc.Read(fd, &reply, 1) == 1 ? reply : -1;
    }
}
