namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>The shipped scenarios that need a container engine; the others of their folder run as processes too.</summary>
[Collection<Alone>]
public sealed class ContainerScenarioTests
{
    [Fact]
    public async Task A_killed_shop_is_back_in_time_and_a_lost_broker_costs_no_order()
    {
        Docker.Require();
        Docker.Require(File.Exists("/usr/bin/redis-server") ? null : "There is no /usr/bin/redis-server for the broker's local image: install redis-server.");
        using var workspace = new Workspace();

        var (exit, output, errors) = await Reef.RunAsync(
            TimeSpan.FromMinutes(6), "run", "scenarios/containers/pod-kill.yaml", "scenarios/containers/broker-partition.yaml", "--target", "auto", "--output", workspace.Output);

        exit.ShouldBe(0, output + errors);
        var runs = workspace.Summary().GetProperty("runs").EnumerateArray().ToDictionary(r => r.GetProperty("scenario").GetString()!);
        var killed = runs["pod-kill"].GetProperty("arms").GetProperty("defended").GetProperty("target");
        killed.GetProperty("restarts").GetInt32().ShouldBe(1);
        killed.GetProperty("ends")[0].GetString()!.ShouldContain("kill-1");
        runs["broker-partition"].GetProperty("arms").GetProperty("control").GetProperty("objectives").EnumerateArray()
            .Select(o => o.GetProperty("result").GetString()).ShouldContain("missed");
        Leftovers.All().ShouldBeEmpty();
    }
}
