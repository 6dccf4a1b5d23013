using ReefChaos.Xunit;

/// <summary>One test for each file of the folder scenarios; Broken fails, Inconclusive skips with its reason.</summary>
public sealed class ChaosTests
{
    [Scenario("scenarios")]
    public void The_service_keeps_its_objectives()
    {
    }
}
