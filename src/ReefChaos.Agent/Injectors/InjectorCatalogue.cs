using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Who performs each fault: a new one adds its line here.</summary>
internal static class InjectorCatalogue
{
    private static readonly Dictionary<Type, Func<ArmedFault, SiteMap, IInjector>> Makers = new()
    {
        [typeof(LeakFault)] = (a, s) => LeakInjector.Make(a, (LeakFault)a.Fault, s),
        [typeof(BlockedChannelFault)] = (a, s) => new BlockedChannelInjector(a, (BlockedChannelFault)a.Fault, s.Channels.Named(a.Fault.At.Name)),
        [typeof(LockContentionFault)] = (a, s) => new LockContentionInjector(a, (LockContentionFault)a.Fault, s.Locks.Named(a.Fault.At.Name)),
        [typeof(NativeHangFault)] = (a, s) => new NativeHangInjector(a, (NativeHangFault)a.Fault, s.Calls(a.Fault.At)),
        [typeof(MissingTimeoutFault)] = (a, s) => new MissingTimeoutInjector(a, (MissingTimeoutFault)a.Fault, s.Calls(a.Fault.At)),
        [typeof(LatencyFault)] = (a, s) => new LatencyInjector(a, (LatencyFault)a.Fault, s.Calls(a.Fault.At)),
        [typeof(ErrorFault)] = (a, s) => new ErrorInjector(a, (ErrorFault)a.Fault, s.Calls(a.Fault.At)),
        [typeof(OutcomeFault)] = (a, s) => new OutcomeInjector(a, (OutcomeFault)a.Fault, s.Calls(a.Fault.At)),
        [typeof(SlowBodyFault)] = (a, s) => new SlowBodyInjector(a, (SlowBodyFault)a.Fault, s.Calls(a.Fault.At)),
    };

    public static IReadOnlyCollection<Type> Faults => Makers.Keys;

    /// <exception cref="RefusedException">The fault is unknown here, or its site is.</exception>
    public static IInjector Make(ArmedFault armed, SiteMap sites)
    {
        var fault = armed.Fault.GetType();
        var kinds = FaultCatalogue.SitesOf(fault);
        if (!kinds.Contains(armed.Fault.At.Kind))
        {
            throw new RefusedException($"{FaultCatalogue.NameOf(fault)} can't act at {armed.Fault.At}.");
        }

        return Makers.TryGetValue(fault, out var make)
            ? make(armed, sites)
            : throw new RefusedException($"This agent has no {FaultCatalogue.NameOf(fault)}.");
    }
}
