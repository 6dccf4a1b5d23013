using System.Diagnostics;

namespace ReefChaos.Load.Recording;

/// <param name="CpuShare">Cores used: 1 is one core all the time.</param>
internal readonly record struct ResourceUse(double CpuShare, double GcPauseMs, long ResidentBytes);

/// <summary>Measures this process from its making on.</summary>
internal sealed class ResourceMeter
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly TimeSpan cpu = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan pause = GC.GetTotalPauseDuration();

    public ResourceUse Read() => new(
        (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(start),
        (GC.GetTotalPauseDuration() - pause).TotalMilliseconds,
        Environment.WorkingSet);
}
