using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-gas-sensor</c>: sensors of a gallery are asked by datagram, which may be lost, and the answer is waited for as if it could
/// not.
/// </summary>
internal sealed class GalleryAir : IPatient
{
    private readonly AirReport report = new(new GasSensor(DeafSensor.Start()));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", report.ShowAsync);
}

internal sealed class AirReport(GasSensor sensor)
{
    public async Task<string> ShowAsync(int n)
    {
        var gallery = (byte)(n % 40);
        var permille = await sensor.MeasureAsync(gallery);
        return permille > 5 ? $"leave gallery {gallery}" : $"gallery {gallery} has air";
    }
}

internal sealed class GasSensor(IPEndPoint address)
{
    private const byte Measure = 0x11;

    public async Task<int> MeasureAsync(byte gallery)
    {
        using var udp = new UdpClient(AddressFamily.InterNetwork);
        byte[] question = [Measure, gallery];
        await udp.SendAsync(question, address);
        var answer = await udp.ReceiveAsync(); // sick: timeout-gas-sensor missing-timeout
        return answer.Buffer[^1];
    }
}

/// <summary>In the place of the device: it is there, and reads nothing.</summary>
internal static class DeafSensor
{
    private static readonly UdpClient Socket = new(new IPEndPoint(IPAddress.Loopback, 0));

    public static IPEndPoint Start() => (IPEndPoint)Socket.Client.LocalEndPoint!;
}
