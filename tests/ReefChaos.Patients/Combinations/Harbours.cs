using System.Net;
using System.Threading.Channels;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-harbour</c>: each arrival is put into the log by a reader that fell over a ship without a flag; beside that, a few requests look the shipping
/// company's server up by a resolver that is down.
/// </summary>
internal sealed class Harbour : IPatient
{
    private readonly ArrivalLog log = new();
    private readonly CompanyLocator companies = new("ships.example.test");

    public void Map(WebApplication app)
    {
        // As in many a service that has had a slow start once.
        ThreadPool.SetMinThreads(64, 64);
        _ = log.RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", ArriveAsync);
    }

    private async Task<string> ArriveAsync(int n, CancellationToken aborted)
    {
        if (n % 20 == 7)
        {
            return $"the company has {companies.Servers(n % 40)} servers";
        }

        await log.AppendAsync(new Arrival(n, n % 60 == 31 ? null : $"flag {n % 9}"), aborted);
        return $"ship {n} may enter";
    }
}

internal sealed record Arrival(int Ship, string? Flag);

internal sealed class ArrivalLog
{
    private readonly Channel<Arrival> arrivals = Channel.CreateBounded<Arrival>(50);
    private readonly Dictionary<string, int> byFlag = new(StringComparer.Ordinal);

    public async Task AppendAsync(Arrival arrival, CancellationToken cancellation)
    {
        await arrivals.Writer.WriteAsync(arrival, cancellation); // sick: pair-harbour blocked-channel
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var arrival = await arrivals.Reader.ReadAsync(stopping);
            Count(arrival.Flag!.Trim());
        }
    }

    private void Count(string flag) => byFlag[flag] = byFlag.GetValueOrDefault(flag) + 1;
}

internal sealed class CompanyLocator(string domain)
{
    public int Servers(int company)
    {
        var entry = Dns.GetHostEntry($"company{company}.{domain}"); // sick: pair-harbour native-hang
        return entry.AddressList.Length;
    }
}
