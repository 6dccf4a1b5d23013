using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ReefChaos.Patients.Hangs;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-ambulance</c>: now and then an ambulance's radio is read by its serial line, on which nothing comes; beside that, hospitals are asked for
/// room over a connection that nobody answers.
/// </summary>
internal sealed class AmbulanceControl : IPatient
{
    private readonly RadioLine radio = RadioLine.Open();
    private readonly HospitalCapacity hospitals = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", DispatchAsync);

    private async Task<string> DispatchAsync(int n, CancellationToken aborted)
    {
        if (n % 40 == 9)
        {
            return $"the ambulance is at {radio.ReadPosition()}";
        }

        return n % 2 == 0 ? $"{await hospitals.FreeBedsAsync(n % 12, aborted)} beds" : $"call {n} was noted";
    }
}

internal sealed class RadioLine(FileStream line)
{
    private const int PositionBytes = 24;

    /// <summary>In the place of the device: the other end stays open, and nobody writes.</summary>
    public static unsafe RadioLine Open()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        return new RadioLine(new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0));
    }

    public string ReadPosition()
    {
        var position = new byte[PositionBytes];
        line.ReadExactly(position); // sick: pair-ambulance native-hang
        return Encoding.ASCII.GetString(position);
    }
}

internal sealed class HospitalCapacity
{
    private int asked;

    public async Task<int> FreeBedsAsync(int hospital, CancellationToken cancellation)
    {
        Interlocked.Increment(ref asked);
        using var client = new TcpClient();
        await client.ConnectAsync(Surroundings.Silent, cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"BEDS {hospital}\n"), cancellation);
        var answer = new byte[4];
        await stream.ReadExactlyAsync(answer, cancellation); // sick: pair-ambulance missing-timeout
        return BinaryPrimitives.ReadInt32BigEndian(answer);
    }
}
