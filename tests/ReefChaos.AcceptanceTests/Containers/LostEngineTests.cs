using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers;

namespace ReefChaos.AcceptanceTests.Containers;

public sealed class LostEngineTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task An_engine_that_is_killed_in_mid_run_is_no_crash_of_the_target_and_leaves_nothing_once_it_is_back()
    {
        await using var second = await SecondEngine.StartAsync();
        var file = workspace.Scenario("lost", "faults:\n  - pause: { at: container }",
            phases: "{ warmup: 0s, baseline: 3s, fault: 60s, recovery: 1s }",
            target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");
        using var reef = Reef.StartBy(second.IntoItsNetwork, [$"DOCKER_HOST=unix://{second.Socket}"], "run", file, "--output", workspace.Output, "--target", "container");
        await workspace.EntryAsync("lost", "fault-armed", TimeSpan.FromMinutes(3));

        await second.KillAsync();

        var exit = await reef.ExitAsync(TimeSpan.FromMinutes(1));
        exit.ShouldBe(2, reef.Output + reef.Errors);
        reef.Errors.ShouldNotContain("   at ReefChaos");
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain("was lost: its container engine stopped answering");
        reef.Output.ShouldContain("pause-1 could not be disarmed");
        reef.Output.ShouldNotContain("pause-1 disarmed");
        Leftovers.All().ShouldBeEmpty("what the engine that is gone had is out of sight");

        await second.RunAsync();
        using var engine = (await second.FindAsync())!;
        (await ContainerSweep.RunAsync(engine, TimeProvider.System, TestContext.Current.CancellationToken)).Count.ShouldBe(2, "a container and its network");
        (await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), TestContext.Current.CancellationToken)).Count.ShouldBe(3, "its own");
    }
}
