using System.Net.Sockets;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-socket</c>: a protocol of one's own, whose answer is awaited for ever.</summary>
internal sealed class Warehouse : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", StockAsync);

    private static async Task<string> StockAsync(int n) => $"{await AskAsync(n)} on the shelf";

    private static async Task<int> AskAsync(int n)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Surroundings.Silent);
        await socket.SendAsync(BitConverter.GetBytes(n));
        var answer = new byte[4];
        var length = await socket.ReceiveAsync(answer); // sick: timeout-socket missing-timeout
        return length;
    }
}

/// <summary><c>timeout-socket-sync</c>: the same with a blocking stream.</summary>
internal sealed class Mainframe : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Account(n));

    private static string Account(int n) => n % 3 == 0 ? $"{Ask(n)}" : "no account";

    private static int Ask(int n)
    {
        using var client = new TcpClient();
        client.Connect(Surroundings.Silent);
        using var stream = client.GetStream();
        stream.Write(BitConverter.GetBytes(n));
        return stream.ReadByte(); // sick: timeout-socket-sync missing-timeout
    }
}
