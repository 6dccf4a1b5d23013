using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Warden.Injectors;

/// <summary>Who performs each container fault: a new one adds its line here.</summary>
internal static class InjectorCatalogue
{
    private static readonly Dictionary<Type, Func<Fault, WardenTools, IInjector>> Makers = new()
    {
        [typeof(PauseFault)] = (_, t) => new PauseInjector(t.Containers),
        [typeof(KillFault)] = (f, t) => new KillInjector((KillFault)f, t.Containers, t.Time),
        [typeof(CpuSqueezeFault)] = (f, t) => new CpuSqueezeInjector((CpuSqueezeFault)f, t.Containers),
        [typeof(MemorySqueezeFault)] = (f, t) => new MemorySqueezeInjector((MemorySqueezeFault)f, t.Containers),
        [typeof(PartitionFault)] = (_, t) => new PartitionInjector(t.Containers),
        [typeof(PacketLossFault)] = (f, t) => new PacketLossInjector((PacketLossFault)f, t.Machine),
        [typeof(BandwidthFault)] = (f, t) => new BandwidthInjector((BandwidthFault)f, t.Machine),
        [typeof(DiskThrottleFault)] = (f, t) => new DiskThrottleInjector((DiskThrottleFault)f, t.Containers, t.Machine),
    };

    public static IReadOnlyCollection<Type> Faults => Makers.Keys;

    /// <exception cref="RefusedException">The fault is none of a container.</exception>
    public static IInjector Make(Fault fault, WardenTools tools) =>
        fault.At.Kind == SiteKind.Container && Makers.TryGetValue(fault.GetType(), out var make)
            ? make(fault, tools)
            : throw new RefusedException($"The warden has no {FaultCatalogue.NameOf(fault)} at {fault.At}.");
}
