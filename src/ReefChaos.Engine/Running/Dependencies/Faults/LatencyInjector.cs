using ReefChaos.Faults;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Holds the call back.</summary>
internal sealed class LatencyInjector(LatencyFault fault, ulong seed, TimeProvider time) : IDependencyInjector
{
    private readonly LatencyDelays delays = new(fault, seed);

    public async Task InjectAsync(Injection call)
    {
        await call.HoldAsync(delays.Of(call.Ordinal), time).ConfigureAwait(false);
        await call.Next(call.Http).ConfigureAwait(false);
    }
}
