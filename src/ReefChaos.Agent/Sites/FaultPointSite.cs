namespace ReefChaos.Agent.Sites;

/// <summary>One agent's faults at the fault point of that name. Disposing gives the point up.</summary>
internal sealed class FaultPointSite : CallSlot<Nothing>, IFaultPointHandler, IDisposable
{
    private readonly FaultPointSwitch point;
    private readonly HostScope? scope;

    /// <param name="scope">The host whose code is meant; null for all code of the process.</param>
    public FaultPointSite(string name, HostScope? scope = null)
    {
        this.scope = scope;
        point = FaultPointSwitch.Of(name);
        point.Add(this);
    }

    /// <summary>Whether it acts on the code that is running.</summary>
    public bool IsMeant => Armed is not null && scope?.IsCurrent != false;

    public void Hit() => Armed?.Run<object?>(static (_, _) => default, null, CancellationToken.None);

    public ValueTask HitAsync(CancellationToken cancellationToken) => Armed is { } armed ? HitArmedAsync(armed, cancellationToken) : default;

    public void Dispose() => point.Remove(this);

    protected override void Changed(bool isArmed) => point.Refresh();

    private static async ValueTask HitArmedAsync(ArmedCalls<Nothing> armed, CancellationToken cancellationToken) =>
        await armed.RunAsync<object?>(static (_, _) => default, null, cancellationToken).ConfigureAwait(false);
}

/// <summary>The result of a call that has none.</summary>
internal readonly struct Nothing;
