using ReefChaos.Wire;

namespace ReefChaos.Load.NBomber;

/// <summary>Seconds since time zero.</summary>
internal sealed class DriverClock(long zeroNanoseconds)
{
    public double Now => (MonotonicClock.Nanoseconds - zeroNanoseconds) / 1e9;
}
