using ReefChaos.Faults;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class PartitionInjectorTests : IDisposable
{
    private static readonly PartitionFault Fault = new() { At = WardenBench.At };

    private static readonly Attachment Foreign = new("bridge", [], "172.17.0.2");

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_takes_the_container_off_this_runs_networks_and_puts_it_back_as_it_was()
    {
        bench.Containers.Container = bench.Containers.Container! with { Networks = [Foreign, FakeContainers.OnNetwork] };
        await bench.ArmAsync(Fault);
        bench.Containers.Container.Networks.ShouldBe([Foreign]);

        await bench.DisarmAsync();

        bench.Containers.Container.Networks.ShouldBe([Foreign, FakeContainers.OnNetwork]);
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_container_on_no_network_of_the_run_is_refused()
    {
        bench.Containers.Container = bench.Containers.Container! with { Networks = [Foreign] };

        (await bench.RefusedAsync(Fault)).ShouldBe("The container is on no network of this run, so it can't be taken off one.");
    }

    [Fact]
    public async Task A_container_that_is_gone_is_no_trouble()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Container = null;

        await bench.DisarmAsync();

        bench.Containers.Calls.ShouldNotContain("connect");
    }
}
