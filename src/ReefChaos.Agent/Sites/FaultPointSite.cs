namespace ReefChaos.Agent.Sites;

/// <summary>Puts itself into the fault point of that name only while something is armed.</summary>
internal sealed class FaultPointSite(string name) : CallSlot<Nothing>, IFaultPointHandler
{
    private readonly FaultPoint point = FaultPoint.Named(name);

    public void Hit() => Armed?.Run<object?>(static (_, _) => default, null, CancellationToken.None);

    public ValueTask HitAsync(CancellationToken cancellationToken) => Armed is { } armed ? HitArmedAsync(armed, cancellationToken) : default;

    protected override void Changed(bool isArmed) => point.Handler = isArmed ? this : null;

    private static async ValueTask HitArmedAsync(ArmedCalls<Nothing> armed, CancellationToken cancellationToken) =>
        await armed.RunAsync<object?>(static (_, _) => default, null, cancellationToken).ConfigureAwait(false);
}

/// <summary>The result of a call that has none.</summary>
internal readonly struct Nothing;
