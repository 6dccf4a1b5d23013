using ReefChaos.Load.Running;

namespace ReefChaos.Tests.Load;

/// <summary>Nanoseconds that pass only when told so.</summary>
internal sealed class ManualClock() : RunClock(0)
{
    public long Time { get; set; }

    public override long Now => Time;

    public static long Ms(double milliseconds) => (long)(milliseconds * 1e6);
}
