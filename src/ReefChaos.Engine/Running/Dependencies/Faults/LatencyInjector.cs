using ReefChaos.Faults;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Holds the call back; each call's delay follows from the seed and its ordinal.</summary>
internal sealed class LatencyInjector(LatencyFault fault, ulong seed, TimeProvider time) : IDependencyInjector
{
    private readonly ulong first = Chance.Derive(seed, "delay");
    private readonly ulong second = Chance.Derive(seed, "delay-2");

    public async Task InjectAsync(Injection call)
    {
        await call.HoldAsync(DelayOf(call.Ordinal), time).ConfigureAwait(false);
        await call.Next(call.Http).ConfigureAwait(false);
    }

    /// <summary>Never below zero: what a distribution puts there is cut off.</summary>
    internal TimeSpan DelayOf(ulong ordinal)
    {
        var mean = fault.Delay.Value.TotalSeconds;
        var jitter = fault.Jitter.Value.TotalSeconds;
        var seconds = fault.Distribution switch
        {
            DelayDistribution.Fixed => mean,
            DelayDistribution.Uniform => mean + jitter * (2 * Chance.Draw(first, ordinal) - 1),
            DelayDistribution.Normal => mean + jitter * Normal(ordinal),
            DelayDistribution.Exponential => -mean * Math.Log(1 - Chance.Draw(first, ordinal)),
            var other => throw new InvalidOperationException($"There is no distribution {other}."),
        };
        return TimeSpan.FromSeconds(Math.Max(0, seconds));
    }

    /// <summary>Box and Muller's transform of two even draws.</summary>
    private double Normal(ulong ordinal) =>
        Math.Sqrt(-2 * Math.Log(1 - Chance.Draw(first, ordinal))) * Math.Cos(2 * Math.PI * Chance.Draw(second, ordinal));
}
