using ReefChaos.Faults;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class PauseInjectorTests : IDisposable
{
    private static readonly PauseFault Fault = new() { At = WardenBench.At };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_pauses_counts_and_lets_go()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Container!.Paused.ShouldBeTrue();

        await bench.DisarmAsync();

        bench.Containers.Container.Paused.ShouldBeFalse();
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_container_that_somebody_else_paused_stays_so()
    {
        bench.Containers.Container = bench.Containers.Container! with { Paused = true };

        (await bench.RefusedAsync(Fault)).ShouldBe("The container is paused already, and not by this fault.");

        bench.Containers.Container.Paused.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_unpaused_or_removed_meanwhile_is_no_trouble()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Container = null;

        await bench.DisarmAsync();

        bench.Containers.Calls.ShouldNotContain("unpause");
    }
}
