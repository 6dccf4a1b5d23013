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

    /// <summary>Also where the thread sleeps already for the sake of a longer one.</summary>
    [Fact]
    public void The_thread_wakes_for_the_shortest_lease()
    {
        using var bench = new AgentBench();
        var before = bench.Arm(new ErrorFault { At = bench.PointSite });
        var shortest = bench.Arm(new ErrorFault { At = bench.PointSite }, leaseMs: 20);
        var after = bench.Arm(new ErrorFault { At = bench.PointSite });

        AgentBench.Soon(() => !shortest.IsArmed).ShouldBeTrue();

        before.IsArmed.ShouldBeTrue();
        after.IsArmed.ShouldBeTrue();
    }

    [Fact]
    public void A_renewal_wakes_the_thread_as_it_may_shorten_the_lease()
    {
        var clock = new ReadClock();
        using var keeper = new LeaseKeeper(clock);
        keeper.StartThread();
        var fault = Fault();
        keeper.TryAdd(fault, TimeSpan.FromMinutes(10)).ShouldBeTrue();
        ShouldSleep(clock);

        keeper.Renew(TimeSpan.FromMilliseconds(20));

        AgentBench.Soon(() => fault.Status.Expired).ShouldBeTrue();
    }

    [Fact]
    public void One_that_is_forgotten_is_no_longer_its_affair_and_leaves_room()
    {
        using var keeper = new LeaseKeeper(time);
        var faults = Enumerable.Range(0, LeaseKeeper.MostArmed).Select(_ => Fault()).ToList();
        faults.ForEach(f => keeper.TryAdd(f, TimeSpan.FromSeconds(1)).ShouldBeTrue());
        keeper.TryAdd(Fault(), TimeSpan.FromSeconds(1)).ShouldBeFalse();

        keeper.Forget(faults[0]);
        keeper.Forget(faults[^1]);
        keeper.Forget(Fault());

        keeper.TryAdd(Fault(), TimeSpan.FromSeconds(9)).ShouldBeTrue();
        keeper.TryAdd(Fault(), TimeSpan.FromSeconds(9)).ShouldBeTrue();
        keeper.TryAdd(Fault(), TimeSpan.FromSeconds(9)).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        keeper.ReleaseExpired();
        faults.Where(f => f.IsArmed).ShouldBe([faults[0], faults[^1]]);
    }

    [Fact]
    public void Its_thread_bears_its_name_keeps_no_process_alive_and_ends_with_it()
    {
        using var janitor = new Janitor((_, _) => { });
        var injector = new PlannedInjector();
        var fault = Fault();
        fault.Use(injector, janitor);
        var keeper = new LeaseKeeper(TimeProvider.System);
        keeper.StartThread();
        keeper.TryAdd(fault, TimeSpan.FromMilliseconds(20)).ShouldBeTrue();
        AgentBench.Soon(() => injector.Calls.Contains("release")).ShouldBeTrue();
        var thread = injector.ReleasedOn.ShouldNotBeNull();
        (thread.Name, thread.IsBackground).ShouldBe(("ReefChaos lease", true));

        keeper.Dispose();

        thread.IsAlive.ShouldBeFalse();
    }

    /// <summary>It wakes for orders and deadlines alone, and looks at the clock whenever it does.</summary>
    [Fact]
    public void Its_thread_sleeps_while_no_lease_ends()
    {
        var clock = new ReadClock();
        using var keeper = new LeaseKeeper(clock);
        keeper.StartThread();
        keeper.TryAdd(Fault(), TimeSpan.FromHours(2)).ShouldBeTrue();

        ShouldSleep(clock);
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

    private static void ShouldSleep(ReadClock clock)
    {
        using var never = new ManualResetEventSlim();
        AgentBench.Soon(() => !clock.IsReadWhile(() => never.Wait(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken))).ShouldBeTrue();
    }

    private static ArmedFault Fault() => new("f", new ErrorFault { At = Site.Process }, 1, TimeProvider.System);

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

    private sealed class ReadClock : TimeProvider
    {
        private long reads;

        public bool IsReadWhile(Action something)
        {
            var before = Interlocked.Read(ref reads);
            something();
            return Interlocked.Read(ref reads) != before;
        }

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref reads);
            return base.GetTimestamp();
        }
    }
}
