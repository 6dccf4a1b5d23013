using ReefChaos.Faults;

namespace ReefChaos.Scenarios;

/// <summary>Writes a scenario in code, one method for each thing. Each gives a new scenario and leaves the one before as it was.</summary>
/// <remarks>What is said of a dependency, fault, objective or variable is added; what there can be only one of is replaced.</remarks>
public static class ScenarioWriting
{
    /// <param name="target">Such as <c>TargetSpec.OfProject("src/Shop").WithLimits(cpus: 1)</c>.</param>
    public static Scenario WithTarget(this Scenario scenario, TargetSpec target) => scenario with { Target = target };

    /// <param name="dependency">Such as <c>DependencySpec.OfStub("Shop__Payments__Url", new StubSpec())</c>.</param>
    public static Scenario WithDependency(this Scenario scenario, string name, DependencySpec dependency) =>
        scenario with { Dependencies = new Dictionary<string, DependencySpec>(scenario.Dependencies) { [name] = dependency } };

    /// <param name="name">Of a load profile.</param>
    public static Scenario WithLoad(this Scenario scenario, string name) => scenario with { Load = name };

    public static Scenario WithPhases(this Scenario scenario, PhaseLengths phases) => scenario with { Phases = phases };

    public static Scenario WithFault(this Scenario scenario, Fault fault) => scenario with { Faults = [.. scenario.Faults, fault] };

    /// <summary>At least so large a share of the requests is answered in time with an expected status.</summary>
    public static Scenario WithAvailability(this Scenario scenario, Ratio atLeast) =>
        scenario with { Slo = scenario.Slo with { Availability = Bound.AtLeast(atLeast) } };

    /// <param name="percentile">From 0 to 100, such as 99.</param>
    public static Scenario WithLatency(this Scenario scenario, double percentile, Duration atMost) => scenario with
    {
        Slo = scenario.Slo with
        {
            Latency = new Dictionary<Percentile, Bound<Duration>>(scenario.Slo.Latency ?? new Dictionary<Percentile, Bound<Duration>>())
            {
                [new Percentile(percentile)] = Bound.AtMost(atMost),
            },
        },
    };

    /// <summary>At least so many expected answers a second.</summary>
    public static Scenario WithThroughput(this Scenario scenario, Frequency atLeast) =>
        scenario with { Slo = scenario.Slo with { Throughput = Bound.AtLeast(atLeast) } };

    /// <summary>At most so long from the end of the last fault until availability and latency hold again.</summary>
    public static Scenario WithRecovery(this Scenario scenario, Duration atMost) =>
        scenario with { Slo = scenario.Slo with { Recovery = Bound.AtMost(atMost) } };

    public static Scenario WithMemoryGrowth(this Scenario scenario, ByteRate atMost) =>
        scenario with { Slo = scenario.Slo with { MemoryGrowth = Bound.AtMost(atMost) } };

    public static Scenario WithThreadGrowth(this Scenario scenario, Frequency atMost) =>
        scenario with { Slo = scenario.Slo with { ThreadGrowth = Bound.AtMost(atMost) } };

    /// <summary>A variable that switches defences off, for the control arm.</summary>
    public static Scenario WithControl(this Scenario scenario, string variable, string value) => scenario with
    {
        Control = new ControlSpec { Env = new Dictionary<string, string>(scenario.Control.Env) { [variable] = value } },
    };

    /// <param name="reason">Why there is nothing to prove; it is in the report.</param>
    public static Scenario WithoutControl(this Scenario scenario, string reason) => scenario with { Control = new ControlSpec { None = reason } };

    public static Scenario WithAbort(this Scenario scenario, GuardSpec guards) => scenario with { Abort = guards };

    public static Scenario WithSeed(this Scenario scenario, ulong seed) => scenario with { Seed = seed };

    public static Scenario WithLease(this Scenario scenario, Duration lease) => scenario with { Lease = lease };
}
