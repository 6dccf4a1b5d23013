using Microsoft.Extensions.Time.Testing;
using ReefChaos.Warden;

namespace ReefChaos.Tests.Warden;

public sealed class CleanupTests
{
    private readonly FakeContainers containers = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Containers_go_before_the_networks_that_they_are_on()
    {
        await RunAsync();

        containers.Calls.ShouldBe(["list", "list-networks", "remove", "remove-network", "list", "list-networks"]);
    }

    [Fact]
    public async Task What_the_engine_was_still_making_goes_too()
    {
        var late = containers.Container;
        var cleaning = new Cleanup(containers, time).RunAsync();
        containers.Container = late;

        await FinishAsync(cleaning);

        containers.Container.ShouldBeNull();
    }

    [Fact]
    public async Task What_can_not_be_removed_is_left_after_a_minute()
    {
        containers.Refuses = "remove-network";

        await RunAsync();

        containers.Container.ShouldBeNull();
        containers.Networks.ShouldBe(["net"]);
        containers.Calls.Count(c => c == "remove-network").ShouldBeInRange(118, 122);
    }

    [Fact]
    public async Task An_engine_that_is_gone_is_not_waited_for()
    {
        containers.Gone = true;

        await RunAsync();

        containers.Calls.ShouldBe(["list", "list", "list", "list", "list"]);
    }

    private Task RunAsync() => FinishAsync(new Cleanup(containers, time).RunAsync());

    private async Task FinishAsync(Task cleaning)
    {
        while (!cleaning.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await cleaning;
    }
}
