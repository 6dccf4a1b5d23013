using System.Net;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-getaddrinfo</c>: a native client looks a name up, and the resolver does not answer.</summary>
internal sealed class MailGateway : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Notify(n));

    private static string Notify(int n) => n % 5 == 0 && Reachable($"mail{n}.example.test") ? "sent" : "queued";

    private static bool Reachable(string host)
    {
        var result = Libc.GetAddressInfo(host, 0, 0, out _); // sick: hang-getaddrinfo native-hang
        return result == 0;
    }
}

/// <summary><c>hang-dns</c>: the same by way of the class library.</summary>
internal sealed class Directory : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Branch(n));

    private static string Branch(int n) => n % 5 == 0 ? $"{Locate($"branch{n}.example.test")} addresses" : "head office";

    private static int Locate(string host)
    {
        var addresses = Dns.GetHostAddresses(host); // sick: hang-dns native-hang
        return addresses.Length;
    }
}
