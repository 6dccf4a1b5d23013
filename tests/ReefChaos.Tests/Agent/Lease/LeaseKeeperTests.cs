using Microsoft.Extensions.Time.Testing;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class LeaseKeeperTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_fault_whose_lease_ran_out_is_released_and_marked_expired()
    {
        using var bench = new AgentBench(time);
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite }, leaseMs: 1000);
        time.Advance(TimeSpan.FromMilliseconds(999));
        bench.Keeper.ReleaseExpired();
        armed.IsArmed.ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(1));
        bench.Keeper.ReleaseExpired();

        armed.Status.ShouldBe(new FaultStatus(armed.Id, Armed: false, Expired: true, 0, 0));
        bench.Point.Handler.ShouldBeNull();
    }

    [Fact]
    public void A_renewal_gives_every_fault_a_new_lease_from_now()
    {
        using var bench = new AgentBench(time);
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite }, leaseMs: 1000);
        time.Advance(TimeSpan.FromMilliseconds(900));
        bench.Desk.Answer(new RenewOrder(1000), []);
        time.Advance(TimeSpan.FromMilliseconds(900));
        bench.Keeper.ReleaseExpired();
        armed.IsArmed.ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(100));
        bench.Keeper.ReleaseExpired();
        armed.IsArmed.ShouldBeFalse();
    }

    [Fact]
    public void A_fault_that_was_disarmed_does_not_expire_later()
    {
        using var bench = new AgentBench(time);
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite }, leaseMs: 1000);
        bench.Disarm();
        time.Advance(TimeSpan.FromSeconds(2));
        bench.Keeper.ReleaseExpired();
        armed.Status.Expired.ShouldBeFalse();
    }

    [Fact]
    public void The_thread_releases_without_being_asked()
    {
        using var bench = new AgentBench();
        var armed = bench.Arm(new MissingTimeoutFault { At = bench.PointSite }, leaseMs: 20);
        armed.Gate.Wait(AgentBench.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        AgentBench.Soon(() => armed.Status.Expired).ShouldBeTrue();
    }

    [Fact]
    public void More_faults_than_it_has_room_for_are_refused_and_leave_nothing_armed()
    {
        using var bench = new AgentBench(time);
        for (var i = 0; i < LeaseKeeper.MostArmed; i++)
        {
            bench.Arm(new ErrorFault { At = bench.PointSite });
        }

        Should.Throw<RefusedException>(() => bench.Arm(new ErrorFault { At = bench.PointSite })).Message.ShouldContain("64");
        bench.Disarm();
        bench.Point.Handler.ShouldBeNull();
    }

    [Fact]
    public void A_release_needs_no_memory()
    {
        using var janitor = new Janitor((_, _) => { });
        var faults = Enumerable.Range(0, 3).Select(i => Attached($"f{i}", janitor)).ToList();
        faults[0].Release(leaseRanOut: true);

        var before = GC.GetAllocatedBytesForCurrentThread();
        faults[1].Release(leaseRanOut: true);
        faults[2].Release(leaseRanOut: true);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    private static ArmedFault Attached(string id, Janitor janitor)
    {
        var sites = new ReefChaos.Agent.Sites.SiteMap();
        var point = new Site(SiteKind.FaultPoint, $"no-memory-{Guid.NewGuid():N}");
        var armed = new ArmedFault(id, new NativeHangFault { At = point }, 1, TimeProvider.System);
        var injector = ReefChaos.Agent.Injectors.InjectorCatalogue.Make(armed, sites);
        armed.Use(injector, janitor);
        injector.Start();
        return armed;
    }
}
