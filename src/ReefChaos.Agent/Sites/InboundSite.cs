using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>Requests that come in: <c>/checkout</c> and all below it, or <c>*</c> for all.</summary>
internal sealed class InboundSite
{
    private readonly Lock latch = new();
    private volatile InboundRoute[]? armed;
    private readonly List<InboundRoute> routes = [];

    /// <summary>The routes with something armed; null while there is none.</summary>
    public InboundRoute[]? Armed => armed;

    public InboundRoute Route(string path)
    {
        if (path != "*" && !path.StartsWith('/'))
        {
            throw new RefusedException($"'inbound:{path}' is unknown: write a path that begins with '/', or 'inbound:*' for all.");
        }

        lock (latch)
        {
            var route = routes.Find(r => r.Path == path);
            if (route is null)
            {
                routes.Add(route = new InboundRoute(path, Refresh));
            }

            return route;
        }
    }

    /// <summary>What is disarmed stays listed until nothing is armed any more: taking it out alone would allocate.</summary>
    private void Refresh(InboundRoute route, bool isArmed)
    {
        lock (latch)
        {
            if (isArmed)
            {
                armed = armed is null ? [route] : armed.Contains(route) ? armed : [.. armed, route];
                return;
            }

            foreach (var other in armed ?? [])
            {
                if (other.Armed is not null)
                {
                    return;
                }
            }

            armed = null;
        }
    }
}

internal sealed class InboundRoute(string path, Action<InboundRoute, bool> changed) : CallSlot<CannedAnswer?>
{
    public string Path => path;

    /// <summary>By whole segments and regardless of case, as routing does.</summary>
    public bool Covers(string requestPath)
    {
        if (path is "*" or "/")
        {
            return true;
        }

        var prefix = path.AsSpan().TrimEnd('/');
        return requestPath.AsSpan().StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && (requestPath.Length == prefix.Length || requestPath[prefix.Length] == '/');
    }

    protected override void Changed(bool isArmed) => changed(this, isArmed);
}
