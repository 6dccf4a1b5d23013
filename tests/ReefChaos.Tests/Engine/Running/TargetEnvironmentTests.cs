using ReefChaos.Engine.Running;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Judging;

namespace ReefChaos.Tests.Engine.Running;

public sealed class TargetEnvironmentTests
{
    private const string Ours = "/run/calls.sock,connect,nosuspend";

    [Theory]
    [InlineData(Arm.Defended, "/tmp/own;" + Ours)]
    [InlineData(Arm.Control, "/tmp/controls;" + Ours)]
    public void Diagnostic_ports_of_the_scenario_are_kept_beside_ours(Arm arm, string expected)
    {
        var scenario = new Planted().Scenario;
        scenario = scenario with
        {
            Target = scenario.Target with { Env = new Dictionary<string, string> { [DiagnosticLink.Variable] = "/tmp/own" } },
            Control = scenario.Control with { Env = new Dictionary<string, string> { [DiagnosticLink.Variable] = "/tmp/controls" } },
        };

        Of(scenario, arm)[DiagnosticLink.Variable].ShouldBe(expected);
    }

    [Fact]
    public void Without_any_the_target_gets_ours() => Of(new Planted().Scenario, Arm.Defended)[DiagnosticLink.Variable].ShouldBe(Ours);

    private static IReadOnlyDictionary<string, string> Of(ReefChaos.Scenarios.Scenario scenario, Arm arm) =>
        TargetEnvironment.Of(scenario, arm, [], AgentLink.New("/run/agent.sock"), new DiagnosticLink("/host/calls.sock", "/run/calls.sock", "/host/asks.sock"));
}
