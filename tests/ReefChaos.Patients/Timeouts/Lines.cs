using System.Net.Sockets;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-line-protocol</c>: a stream has limits for reading and writing, which hold for what is synchronous only.</summary>
internal sealed class Irrigation : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", MoistureAsync);

    private static async Task<string> MoistureAsync(int n)
    {
        await using var sensor = await SensorConnection.OpenAsync();
        var reply = await sensor.QueryAsync($"MOISTURE {n % 64}");
        return reply ?? "unknown";
    }
}

internal sealed class SensorConnection : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly StreamReader reader;
    private readonly StreamWriter writer;

    private SensorConnection(TcpClient client)
    {
        this.client = client;
        var stream = client.GetStream();
        stream.ReadTimeout = 2_000;
        stream.WriteTimeout = 2_000;
        reader = new StreamReader(stream);
        writer = new StreamWriter(stream) { AutoFlush = true };
    }

    public static async Task<SensorConnection> OpenAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(Surroundings.Silent);
        return new SensorConnection(client);
    }

    public async Task<string?> QueryAsync(string command)
    {
        await writer.WriteLineAsync(command);
        return await reader.ReadLineAsync(); // sick: timeout-line-protocol missing-timeout
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        reader.Dispose();
        client.Dispose();
    }
}
