using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-reverse-lookup</c>: the log names the host of each visitor, and the resolver does not answer for those from outside.</summary>
internal sealed class GuestBook : IPatient
{
    private readonly VisitLog log = new(new HostNames());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Sign(n));

    private string Sign(int n)
    {
        log.Write(n, n % 5 == 0 ? new IPAddress([198, 51, 100, (byte)(n % 250)]) : IPAddress.Loopback);
        return "signed";
    }
}

internal sealed class VisitLog(HostNames names)
{
    private readonly Queue<string> last = new();

    public void Write(int visit, IPAddress from)
    {
        var line = $"{visit} from {names.Of(from)}";
        lock (last)
        {
            last.Enqueue(line);
            if (last.Count > 100)
            {
                last.Dequeue();
            }
        }
    }
}

internal sealed class HostNames
{
    private readonly ConcurrentDictionary<IPAddress, string> known = new([new(IPAddress.Loopback, "localhost")]);

    public string Of(IPAddress address) => known.TryGetValue(address, out var name) ? name : LookUp(address);

    private string LookUp(IPAddress address)
    {
        var name = $"{address}";
        try
        {
            name = Dns.GetHostEntry(address).HostName; // sick: hang-reverse-lookup native-hang
        }
        catch (SocketException)
        {
            // It has no name.
        }

        known[address] = name;
        return name;
    }
}
