using System.Collections.Concurrent;
using ReefChaos.Agent.Lease;
using ReefChaos.Scenarios;

namespace ReefChaos.Agent.Sites;

/// <summary>Where faults can act in this process, or in one host of it. Disposing takes them out of what hosts share.</summary>
/// <param name="scope">Null for the whole process.</param>
internal sealed class SiteMap(HostScope? scope = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClientSite> httpClients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FaultPointSite> faultPoints = new(StringComparer.Ordinal);

    public InboundSite Inbound { get; } = new();

    public ChannelSites Channels { get; } = new();

    public LockSites Locks { get; } = new();

    /// <summary>A client may be named before the app first makes it.</summary>
    public HttpClientSite HttpClient(string name) => httpClients.GetOrAdd(name, static _ => new HttpClientSite());

    /// <exception cref="RefusedException">The site takes no call faults.</exception>
    public CallSlot Calls(Site site) => site.Kind switch
    {
        SiteKind.Inbound => Inbound.Route(site.Name),
        SiteKind.HttpClient => HttpClient(site.Name),
        SiteKind.FaultPoint => faultPoints.GetOrAdd(site.Name, name => new FaultPointSite(name, scope)),
        _ => throw new RefusedException($"'{site}' is no site of calls: use inbound:PATH, http-client:NAME or fault-point:NAME."),
    };

    public void Dispose()
    {
        foreach (var point in faultPoints.Values)
        {
            point.Dispose();
        }
    }
}
