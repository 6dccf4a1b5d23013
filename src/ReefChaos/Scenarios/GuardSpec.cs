namespace ReefChaos.Scenarios;

/// <summary>Ends an arm early: faults are disarmed and what was seen so far is judged. The first guard that trips does it.</summary>
public sealed record GuardSpec
{
    /// <summary>Such as <c>"&lt; 10% for 5s"</c>.</summary>
    public Sustained<Ratio>? Availability { get; init; }

    /// <summary>Memory in use as a share of the limit, such as <c>"&gt; 95% for 3s"</c>. It needs a memory limit that the kernel counts.</summary>
    public Sustained<Ratio>? Memory { get; init; }

    /// <summary>The managed heap as a share of its limit, such as <c>"&gt; 90% for 3s"</c>. It needs a memory limit, and the agent.</summary>
    public Sustained<Ratio>? Heap { get; init; }

    /// <summary>The share of the time in which garbage collection holds the process up, on average over the time given, such as <c>"&gt; 70% for 60s"</c>. It needs the agent.</summary>
    public Sustained<Ratio>? GcPause { get; init; }

    /// <summary>The time between collections of the youngest generation, on average over the time given, such as <c>"&lt; 200ms for 5s"</c>. It needs the agent.</summary>
    public Sustained<Duration>? Gen0Interval { get; init; }
}
