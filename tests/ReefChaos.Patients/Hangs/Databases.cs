using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-native-driver</c>: old records are behind a driver in native code, which receives without a limit from a database that is stuck.
/// </summary>
internal sealed class LandRegister : IPatient
{
    private readonly ParcelArchive archive = new("select owner from parcels where id = ?");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", OwnerAsync);

    private async Task<string> OwnerAsync(int n)
    {
        await Task.Delay(4);
        return n % 6 == 0 ? archive.Owner(n) : $"owner {n % 1_000}";
    }
}

internal sealed class ParcelArchive(string query)
{
    public string Owner(int parcel)
    {
        using var statement = NativeStatement.Prepare(query);
        return statement.Execute(parcel);
    }
}

internal sealed class NativeStatement : IDisposable
{
    private const int WaitForAll = 0x100;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly string text;

    private NativeStatement(string text) => this.text = text;

    public static NativeStatement Prepare(string text)
    {
        var statement = new NativeStatement(text);
        statement.socket.Connect(Surroundings.Silent);
        return statement;
    }

    public string Execute(int argument)
    {
        socket.Send(Encoding.ASCII.GetBytes($"{text};{argument}\n"));
        return Encoding.ASCII.GetString(Fetch(32));
    }

    public void Dispose() => socket.Dispose();

    private unsafe byte[] Fetch(int length)
    {
        var row = new byte[length];
        fixed (byte* start = row)
        {
            var received = Libc.Receive((int)socket.Handle, start, length, WaitForAll); // sick: hang-native-driver native-hang
            return received == length ? row : throw new IOException("the row is incomplete");
        }
    }
}
