using ReefChaos.Faults;

namespace ReefChaos.Tests.Warden.Injectors;

public sealed class KillInjectorTests : IDisposable
{
    private static readonly KillFault Fault = new() { At = WardenBench.At, Restart = TimeSpan.FromSeconds(2) };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_kills_and_starts_again_after_its_time_and_counts_then()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Container!.Running.ShouldBeFalse();
        (await bench.FaultAsync()).Injections.ShouldBe(0);

        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await bench.DisarmAsync();

        bench.Containers.Container.Running.ShouldBeTrue();
        bench.Containers.Calls.Count(c => c == "start").ShouldBe(1);
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task Disarmed_earlier_it_starts_at_once()
    {
        await bench.ArmAsync(Fault);

        await bench.DisarmAsync();

        bench.Containers.Container!.Running.ShouldBeTrue();
        (await bench.FaultAsync()).Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_start_that_failed_is_tried_again_when_it_is_disarmed()
    {
        await bench.ArmAsync(Fault);
        bench.Containers.Refuses = "start";
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        (await bench.RefusedAsync(new ReefChaos.Wire.DisarmOrder())).ShouldBe("The engine would not start.");

        bench.Containers.Refuses = null;
        await bench.DisarmAsync();

        bench.Containers.Container!.Running.ShouldBeTrue();
    }

    [Fact]
    public async Task A_container_that_would_not_be_there_to_start_is_not_killed()
    {
        bench.Containers.Container = bench.Containers.Container! with { RemovesItself = true };

        (await bench.RefusedAsync(Fault)).ShouldContain("AutoRemove");

        bench.Containers.Calls.ShouldNotContain("kill");
    }
}
