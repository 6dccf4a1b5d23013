using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden;

public sealed class OrderDeskTests : IDisposable
{
    private static readonly PauseFault Pause = new() { At = WardenBench.At };

    private readonly WardenBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_lease_that_is_renewed_goes_on()
    {
        await bench.ArmAsync(Pause);
        for (var i = 0; i < 5; i++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(WardenBench.LeaseMs - 1));
            (await bench.Desk.AnswerAsync(new RenewOrder(WardenBench.LeaseMs))).ShouldBeOfType<DoneReply>();
        }

        (await bench.FaultAsync()).ShouldBe(new FaultStatus("f", true, false, 1, 1));
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_ends_its_fault()
    {
        await bench.ArmAsync(Pause);

        bench.Time.Advance(TimeSpan.FromMilliseconds(WardenBench.LeaseMs));

        bench.Containers.Container!.Paused.ShouldBeFalse();
        (await bench.FaultAsync()).ShouldBe(new FaultStatus("f", false, true, 1, 1));
    }

    [Fact]
    public async Task A_fault_that_could_not_end_with_its_lease_is_ended_as_soon_as_it_can_be()
    {
        await bench.ArmAsync(Pause);
        bench.Containers.Gone = true;
        bench.Time.Advance(TimeSpan.FromMilliseconds(WardenBench.LeaseMs));
        (await bench.FaultAsync()).Armed.ShouldBeTrue();

        bench.Containers.Gone = false;
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        bench.Containers.Container!.Paused.ShouldBeFalse();
        var status = await bench.StatusAsync();
        status.Faults.ShouldBe([new FaultStatus("f", false, true, 1, 1)]);
        status.Troubles.ShouldBe(["f could not be ended: The engine would not inspect."]);
    }

    [Fact]
    public async Task A_fault_that_could_not_be_disarmed_is_left_to_its_lease()
    {
        await bench.ArmAsync(Pause);
        bench.Containers.Gone = true;
        (await bench.RefusedAsync(new DisarmOrder("f"))).ShouldBe("The engine would not inspect.");

        bench.Containers.Gone = false;
        bench.Time.Advance(TimeSpan.FromMilliseconds(WardenBench.LeaseMs));

        bench.Containers.Container!.Paused.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_refused_half_way_is_undone()
    {
        bench.Containers.Refuses = "disconnect";

        await bench.RefusedAsync(new PartitionFault { At = WardenBench.At });

        bench.Containers.Container!.Networks.ShouldBe([FakeContainers.OnNetwork]);
        (await bench.StatusAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_ends_every_fault()
    {
        await bench.ArmAsync(Pause);
        await bench.ArmAsync(new CpuSqueezeFault { At = WardenBench.At, Cpus = 0.1 }, "g");

        await bench.Desk.EndAllAsync();

        bench.Containers.Container.ShouldBe(new FakeContainers().Container);
        (await bench.StatusAsync()).Faults.ShouldAllBe(f => !f.Armed && !f.Expired);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await bench.ArmAsync(Pause);

        (await bench.RefusedAsync(Pause)).ShouldBe("'f' is armed already: disarm it first, or use another id.");
        (await bench.RefusedAsync(Pause, "g")).ShouldBe("'f' does the same at container already, and the one that ends first would end both.");
        (await bench.RefusedAsync(new DisarmOrder("h"))).ShouldBe("'h' was never armed.");
        (await bench.RefusedAsync(new RenewOrder(0))).ShouldBe("A lease lasts from 1 to 600000 ms, not 0.");
        (await bench.RefusedAsync(new ErrorFault { At = Site.Parse("dependency:payments") }, "g")).ShouldBe("The warden has no error at dependency:payments.");
        (await bench.RefusedAsync(new HelloOrder("secret"))).ShouldBe("The warden does not take the order HelloOrder.");
    }

    [Fact]
    public async Task A_container_that_is_dead_is_no_place_for_a_fault()
    {
        bench.Containers.Container = bench.Containers.Container! with { Running = false };

        (await bench.RefusedAsync(Pause)).ShouldBe("The container at 'container' is not running, so pause has nothing to act on.");
        (await bench.RefusedAsync(new KillFault { At = WardenBench.At })).ShouldContain("is not running");
    }

    [Fact]
    public async Task An_engine_that_is_gone_is_told_and_survived()
    {
        bench.Containers.Gone = true;

        (await bench.RefusedAsync(Pause)).ShouldBe("The engine would not find.");
        (await bench.RefusedAsync(new CheckOrder(Pause))).ShouldBe("The engine would not info.");

        bench.Containers.Gone = false;
        await bench.ArmAsync(Pause);
    }

    [Fact]
    public async Task A_disarmed_id_can_be_armed_again()
    {
        await bench.ArmAsync(Pause);
        await bench.DisarmAsync("f");

        await bench.ArmAsync(Pause);

        (await bench.FaultAsync()).Armed.ShouldBeTrue();
    }
}
