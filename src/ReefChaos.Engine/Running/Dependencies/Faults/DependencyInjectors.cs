using ReefChaos.Faults;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Every fault that dependencies perform: a new one adds its line here.</summary>
internal static class DependencyInjectors
{
    /// <summary>Null where the fault cannot act at a dependency.</summary>
    public static IDependencyInjector? Make(Fault fault, ulong seed, TimeProvider time) => fault switch
    {
        MissingTimeoutFault => new MissingTimeoutInjector(time),
        LatencyFault latency => new LatencyInjector(latency, seed, time),
        ErrorFault => new ErrorInjector(),
        OutcomeFault outcome => new OutcomeInjector(outcome),
        SlowBodyFault slow => new SlowBodyInjector(slow, time),
        _ => null,
    };
}
