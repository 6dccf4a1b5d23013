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
    public void A_release_begins_before_the_leases_end_by_twice_what_the_thread_woke_late()
    {
        using var keeper = new LeaseKeeper(time);
        var fault = Fault();
        keeper.TryAdd(fault, TimeSpan.FromMilliseconds(1000)).ShouldBeTrue();
        keeper.Lateness.Note(TimeSpan.FromMilliseconds(80));

        time.Advance(TimeSpan.FromMilliseconds(839));
        keeper.ReleaseExpired();
        fault.IsArmed.ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(1));
        keeper.ReleaseExpired();
        fault.Status.Expired.ShouldBeTrue();
    }

    [Fact]
    public void However_late_the_thread_wakes_a_release_never_begins_before_the_last_quarter_of_each_lease()
    {
        using var keeper = new LeaseKeeper(time);
        var (shorter, longer) = (Fault(), Fault());
        keeper.Lateness.Note(TimeSpan.FromSeconds(9));
        keeper.TryAdd(longer, TimeSpan.FromMilliseconds(2000)).ShouldBeTrue();
        keeper.TryAdd(shorter, TimeSpan.FromMilliseconds(1000)).ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(749));
        keeper.ReleaseExpired();
        shorter.IsArmed.ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(1));
        keeper.ReleaseExpired();
        shorter.IsArmed.ShouldBeFalse();

        time.Advance(TimeSpan.FromMilliseconds(749));
        keeper.ReleaseExpired();
        longer.IsArmed.ShouldBeTrue();

        time.Advance(TimeSpan.FromMilliseconds(1));
        keeper.ReleaseExpired();
        longer.IsArmed.ShouldBeFalse();
    }

    /// <summary>Every third of a lease, as a runner does that is alive, and one time late.</summary>
    [Fact]
    public void However_late_the_thread_wakes_a_lease_that_is_renewed_does_not_end()
    {
        using var keeper = new LeaseKeeper(time);
        var fault = Fault();
        keeper.TryAdd(fault, TimeSpan.FromMilliseconds(3000)).ShouldBeTrue();
        foreach (var beat in (int[])[1000, 1000, 2200, 1000])
        {
            keeper.Lateness.Note(TimeSpan.FromSeconds(9));
            time.Advance(TimeSpan.FromMilliseconds(beat));
            keeper.ReleaseExpired();
            fault.IsArmed.ShouldBeTrue();
            keeper.Renew(TimeSpan.FromMilliseconds(3000));
        }
    }

    /// <summary>The clock runs a hundred times as fast as the one that the thread sleeps by, which is for the keeper a thread that always wakes late.</summary>
    [Fact]
    public void The_thread_notices_how_late_it_wakes()
    {
        using var keeper = new LeaseKeeper(new FastClock());
        keeper.StartThread();
        var fault = Fault();

        keeper.TryAdd(fault, TimeSpan.FromSeconds(1.6)).ShouldBeTrue();

        AgentBench.Soon(() => fault.Status.Expired).ShouldBeTrue();
        keeper.Lateness.Worst.ShouldBeGreaterThan(TimeSpan.FromSeconds(5));
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

    /// <summary>It wakes for orders, deadlines and a few looks in a lease alone, and reads the clock whenever it does.</summary>
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

    private sealed class FastClock : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 100;
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
