using System.Reflection;
using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Every fault there is: a new one adds its line here.</summary>
public static class FaultCatalogue
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(LeakFault),
        typeof(BlockedChannelFault),
        typeof(LockContentionFault),
        typeof(NativeHangFault),
        typeof(MissingTimeoutFault),
        typeof(LatencyFault),
        typeof(ErrorFault),
        typeof(OutcomeFault),
        typeof(SlowBodyFault),
        typeof(PauseFault),
        typeof(KillFault),
        typeof(CpuSqueezeFault),
        typeof(MemorySqueezeFault),
        typeof(PartitionFault),
        typeof(PacketLossFault),
        typeof(BandwidthFault),
        typeof(DiskThrottleFault),
    ];

    /// <summary>The name in scenario files: <c>LockContentionFault</c> is <c>lock-contention</c>.</summary>
    public static string NameOf(Type fault) => Kebab.Of(fault.Name[..^"Fault".Length]);

    public static string NameOf(Fault fault) => NameOf(fault.GetType());

    public static IReadOnlyList<SiteKind> SitesOf(Type fault) => fault.GetCustomAttribute<ActsAtAttribute>()!.Kinds;
}
