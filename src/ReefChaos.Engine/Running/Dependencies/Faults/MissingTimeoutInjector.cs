namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Accepts and never answers. Disarmed, it drops the connections that hang.</summary>
internal sealed class MissingTimeoutInjector(TimeProvider time) : IDependencyInjector
{
    public async Task InjectAsync(Injection call)
    {
        await call.HoldAsync(Timeout.InfiniteTimeSpan, time).ConfigureAwait(false);
        call.Http.Abort();
    }
}
