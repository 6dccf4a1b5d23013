using ReefChaos.Agent.Lease;
using ReefChaos.Faults;

namespace ReefChaos.Benchmarks.Release;

/// <summary>One failure mode, seen from within the process that it exhausts.</summary>
internal abstract class Ordeal(string mode)
{
    public string Mode => mode;

    public abstract Fault Fault { get; }

    /// <summary>What the service does on pool threads. The fault holds it up, so that the pool is exhausted too.</summary>
    public abstract void Request();

    /// <summary>Whether the fault does to the process what it is meant to.</summary>
    public virtual bool Bites(ArmedFault armed) => armed.Injections > 0;

    /// <summary>On a thread of its own, so that the pool's own recovery is not in the figure: returns once the fault holds nobody up.</summary>
    public abstract void Witness(ArmedFault armed);

    /// <summary>After the release, for what takes its time to be given back; at once where nothing does.</summary>
    public virtual void AwaitAllGivenBack()
    {
    }
}
