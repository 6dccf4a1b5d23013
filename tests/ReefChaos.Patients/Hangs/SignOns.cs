using System.Net.Sockets;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-directory-host</c>: staff is signed on against a directory server, whose name is looked up for each connection by a resolver
/// that is down.
/// </summary>
internal sealed class StaffPortal : IPatient
{
    private readonly SignOnService signOn = new(new DirectoryOptions("directory.staff.example.test", 389));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 5 == 2 ? signOn.SignOn($"staff{n}") : "the canteen has soup");
}

internal sealed record DirectoryOptions(string Host, int Port);

internal sealed class SignOnService(DirectoryOptions options)
{
    public string SignOn(string user)
    {
        using var connection = new DirectoryConnection(options);
        connection.Bind(user);
        return $"welcome, {user}";
    }
}

internal sealed class DirectoryConnection(DirectoryOptions options) : IDisposable
{
    private readonly TcpClient client = new() { ReceiveTimeout = 3_000, SendTimeout = 3_000 };

    public void Bind(string user)
    {
        client.Connect(options.Host, options.Port); // sick: hang-directory-host native-hang
        using var writer = new StreamWriter(client.GetStream());
        writer.Write($"BIND {user}\n");
    }

    public void Dispose() => client.Dispose();
}
