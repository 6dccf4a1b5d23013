using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-acquirer</c>: cards are authorised by messages with a length in front, and nothing limits the wait for the answer.</summary>
internal sealed class PetrolStation : IPatient
{
    private readonly PumpService pumps = new(new AcquirerGateway(Surroundings.Silent));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => pumps.ReleaseAsync(n));
}

internal sealed class PumpService(AcquirerGateway gateway)
{
    public async Task<string> ReleaseAsync(int n)
    {
        if (n % 4 == 3)
        {
            return "paid in cash";
        }

        var approved = await gateway.AuthoriseAsync(n, cents: 15_000);
        return approved ? $"pump {n % 8} is free" : "card refused";
    }
}

internal sealed class AcquirerGateway(IPEndPoint acquirer)
{
    public async Task<bool> AuthoriseAsync(int card, int cents)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(acquirer);
        var frames = new FrameStream(client.GetStream());
        await frames.WriteAsync(Encoding.ASCII.GetBytes($"0100{card:D16}{cents:D12}"));
        var answer = await frames.ReadAsync();
        return answer.AsSpan().StartsWith("011000"u8);
    }
}

internal sealed class FrameStream(Stream stream)
{
    public async Task WriteAsync(byte[] message)
    {
        var frame = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame, 2);
        await stream.WriteAsync(frame);
        await stream.FlushAsync();
    }

    public async Task<byte[]> ReadAsync()
    {
        var length = new byte[2];
        await stream.ReadExactlyAsync(length); // sick: timeout-acquirer missing-timeout
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message);
        return message;
    }
}
