namespace ReefChaos.Scenarios;

/// <summary>Ends an arm early: faults are disarmed and what was seen so far is judged.</summary>
public sealed record GuardSpec
{
    /// <summary>Such as <c>"&lt; 10% for 5s"</c>.</summary>
    public Sustained<Ratio>? Availability { get; init; }
}
