using System.Collections.Concurrent;

namespace ReefChaos.Agent.Sites;

/// <summary>A fault point, of which a process has one for all its hosts. A hit goes to the agent of the host whose code it is.</summary>
/// <remarks>It puts itself into the point only while something is armed there.</remarks>
internal sealed class FaultPointSwitch : IFaultPointHandler
{
    private static readonly ConcurrentDictionary<string, FaultPointSwitch> All = new(StringComparer.Ordinal);

    private readonly Lock latch = new();
    private readonly FaultPoint point;
    private volatile FaultPointSite[] sites = [];

    private FaultPointSwitch(string name) => point = FaultPoint.Named(name);

    public static FaultPointSwitch Of(string name) => All.GetOrAdd(name, static n => new FaultPointSwitch(n));

    public void Add(FaultPointSite site)
    {
        lock (latch)
        {
            sites = [.. sites, site];
        }
    }

    public void Remove(FaultPointSite site)
    {
        lock (latch)
        {
            sites = [.. sites.Where(s => s != site)];
            Refresh();
        }
    }

    /// <summary>Looks again whether anything is armed. Allocates nothing.</summary>
    public void Refresh()
    {
        lock (latch)
        {
            point.Handler = AnyArmed() ? this : null;
        }
    }

    public void Hit() => Meant()?.Hit();

    public ValueTask HitAsync(CancellationToken cancellationToken) => Meant()?.HitAsync(cancellationToken) ?? default;

    private bool AnyArmed()
    {
        foreach (var site in sites)
        {
            if (site.Armed is not null)
            {
                return true;
            }
        }

        return false;
    }

    private FaultPointSite? Meant()
    {
        foreach (var site in sites)
        {
            if (site.IsMeant)
            {
                return site;
            }
        }

        return null;
    }
}
