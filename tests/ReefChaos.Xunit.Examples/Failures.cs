using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Xunit.Examples;

/// <summary>Tests that do not pass; the acceptance tests look at how.</summary>
public sealed class Failures
{
    [Scenario("scenarios/mixed", Target = TargetChoice.Process)]
    public void A_folder_with_a_broken_and_an_invalid_scenario()
    {
    }

    [Scenario("scenarios/never-fires.yaml", Target = TargetChoice.Process)]
    public void An_inconclusive_one()
    {
    }

    [Scenario("scenarios/no-such-file.yaml", Target = TargetChoice.Process)]
    public void A_missing_one()
    {
    }

    [Scenario("scenarios/holds.yaml", Target = TargetChoice.Process, DisplayName = "late", Timeout = 9_000)]
    public void One_that_takes_too_long()
    {
    }
}
