using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-weighbridge</c>: a lorry's weight is read from a serial line, and the weighbridge at its other end is switched off.</summary>
internal sealed class Quarry : IPatient
{
    private readonly DeliveryNotes notes = new(new Weighbridge(SerialLine.Open()));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 5 == 0 ? notes.Write(n) : $"delivery note {n - (n % 5)} was printed");
}

internal sealed class DeliveryNotes(Weighbridge bridge)
{
    public string Write(int lorry)
    {
        var weight = bridge.Weigh();
        return $"lorry {lorry}: {weight} kg";
    }
}

internal sealed class Weighbridge(FileStream line)
{
    private const int TelegramBytes = 16;

    public int Weigh()
    {
        Span<byte> telegram = stackalloc byte[TelegramBytes];
        var filled = 0;
        while (filled < telegram.Length)
        {
            filled += line.Read(telegram[filled..]); // sick: hang-weighbridge native-hang
        }

        return int.Parse(Encoding.ASCII.GetString(telegram[4..12]), CultureInfo.InvariantCulture);
    }
}

/// <summary>In the place of the device: what is written to the other end would be read, and nobody writes.</summary>
internal static unsafe class SerialLine
{
    public static FileStream Open()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        return new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0);
    }
}
