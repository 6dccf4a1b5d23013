using Docker.DotNet;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>A runner that dies or hangs while a container is paused or cut off leaves it neither so, nor there.</summary>
public sealed class DeadRunnerTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly Workspace workspace = new();
    private readonly IDockerClient engine = new DockerClientBuilder().Build();

    public DeadRunnerTests() => Docker.Require();

    /// <summary>Those that stand in the way of removing a container.</summary>
    public static TheoryData<string> Faults() => ["pause", "partition"];

    public void Dispose()
    {
        engine.Dispose();
        workspace.Dispose();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_killed_runners_containers_and_networks_are_removed_without_it(string fault)
    {
        using var reef = await StartAsync(fault);

        reef.Signal("KILL");

        (await WithinAsync(TimeSpan.FromSeconds(15), () => Task.FromResult(Owned(reef).Count == 0))).ShouldBeTrue("the warden removes what the dead runner owned");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_frozen_runners_fault_ends_with_its_lease(string fault)
    {
        using var reef = await StartAsync(fault);
        (await BittenAsync(reef, fault)).ShouldBeTrue("the fault bites while the runner lives");

        reef.Signal("STOP");

        (await WithinAsync(Lease + TimeSpan.FromSeconds(2), async () => !await BittenAsync(reef, fault))).ShouldBeTrue("the lease ends the fault");
        reef.Signal("KILL");
        (await WithinAsync(TimeSpan.FromSeconds(15), () => Task.FromResult(Owned(reef).Count == 0))).ShouldBeTrue();
    }

    private async Task<Reef> StartAsync(string fault)
    {
        var file = workspace.Scenario(
            fault,
            $"faults:\n  - {fault}: {{ at: container }}\nlease: 3s",
            phases: "{ warmup: 0s, baseline: 3s, fault: 60s, recovery: 1s }",
            target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");
        var reef = Reef.StartWith(["TESTCONTAINERS_RYUK_DISABLED=true"], "run", file, "--output", workspace.Output, "--target", "container");
        try
        {
            await workspace.EntryAsync(fault, "fault-armed", TimeSpan.FromMinutes(3));
            return reef;
        }
        catch
        {
            reef.Dispose();
            throw;
        }
    }

    private async Task<bool> BittenAsync(Reef reef, string fault)
    {
        var target = await engine.Containers.InspectContainerAsync(Owned(reef).Single(o => o.StartsWith("container", StringComparison.Ordinal)).Split(' ')[1], Token);
        return fault == "pause" ? target.State!.Paused : target.NetworkSettings!.Networks!.Count == 0;
    }

    private static IReadOnlyList<string> Owned(Reef reef) => Docker.Owned(id => id == $"{reef.Id}");

    private static async Task<bool> WithinAsync(TimeSpan limit, Func<Task<bool>> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(Poll, TimeProvider.System, Token);
        }

        return true;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
