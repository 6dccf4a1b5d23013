using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-syslog-host</c>: warnings go to a log server by datagram, whose name is looked up for each of them, by a resolver that is down.
/// </summary>
internal sealed class MineAlarms : IPatient
{
    private readonly AirMonitor monitor = new(new RemoteLog("syslog.pit.example.test", 514));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => monitor.Measure(n % 12, 400 + (n % 5 * 100)));
}

internal sealed class AirMonitor(RemoteLog log)
{
    private const int MostMethane = 700;

    public string Measure(int shaft, int methane)
    {
        if (methane > MostMethane)
        {
            log.Warn($"shaft {shaft} has {methane} ppm of methane");
        }

        return $"shaft {shaft} was measured";
    }
}

internal sealed class RemoteLog(string host, int port)
{
    private const int LocalWarning = 132;

    private readonly UdpClient udp = new();

    public void Warn(string text)
    {
        var datagram = Encoding.UTF8.GetBytes($"<{LocalWarning}>pit: {text}");
        udp.Send(datagram, datagram.Length, host, port); // sick: hang-syslog-host native-hang
    }
}
