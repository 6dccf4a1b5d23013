using Microsoft.AspNetCore.Mvc.Testing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Shop;

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

    [Scenario("scenarios/does-not-start.yaml", Target = TargetChoice.Process, DisplayName = "process")]
    public void One_that_does_not_start()
    {
    }

    [Scenario("scenarios/does-not-start.yaml", Factory = typeof(WebApplicationFactory<Program>), DisplayName = "in-process")]
    public void One_that_does_not_start_in_process()
    {
    }

    [Scenario("scenarios/holds.yaml", Target = TargetChoice.Process, DisplayName = "late", Timeout = 9_000)]
    public void One_that_takes_too_long()
    {
    }
}
