using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class LeakInjectorTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(LeakKind.Managed)]
    [InlineData(LeakKind.LargeObject)]
    [InlineData(LeakKind.Native)]
    [InlineData(LeakKind.Tasks)]
    [InlineData(LeakKind.Timers)]
    [InlineData(LeakKind.Threads)]
    public void Each_kind_is_kept_up_to_the_cap_and_given_back(LeakKind kind)
    {
        var fault = new LeakFault { At = bench.PointSite, Of = kind, Count = 2, Cap = 5, Size = new ByteSize(4096) };
        var armed = new ArmedFault("leak", fault, 1, TimeProvider.System);
        var store = new LeakStore(armed, fault);
        store.Keep();
        store.Kept.ShouldBe(2);
        store.IsFull.ShouldBeFalse();
        store.Keep();
        store.Keep();
        store.Kept.ShouldBe(5);
        store.IsFull.ShouldBeTrue();

        armed.Release(leaseRanOut: false);
        store.Empty();

        store.Kept.ShouldBe(0);
        store.Keep();
        store.Kept.ShouldBe(0);
    }

    /// <summary>So that the next collection finds it, before anyone has cleaned up. What must be disposed of waits for that.</summary>
    [Theory]
    [InlineData(LeakKind.Managed, 0)]
    [InlineData(LeakKind.LargeObject, 0)]
    [InlineData(LeakKind.Tasks, 0)]
    [InlineData(LeakKind.Native, 2)]
    [InlineData(LeakKind.Timers, 2)]
    public void Managed_memory_is_let_go_with_the_release(LeakKind kind, int left)
    {
        var fault = new LeakFault { At = bench.PointSite, Of = kind, Count = 2, Size = new ByteSize(4096) };
        var armed = new ArmedFault("leak", fault, 1, TimeProvider.System);
        var store = new LeakStore(armed, fault);
        store.Keep();
        armed.Release(leaseRanOut: true);

        store.Drop();

        store.Kept.ShouldBe(left);
        store.Empty();
        store.Kept.ShouldBe(0);
    }

    [Fact]
    public void Calls_leak_until_the_cap_and_only_then_stop_counting()
    {
        var armed = bench.Arm(new LeakFault { At = bench.PointSite, Cap = 3, Size = new ByteSize(16) });
        for (var i = 0; i < 5; i++)
        {
            bench.Point.Hit();
        }

        armed.Status.Calls.ShouldBe(5);
        armed.Status.Injections.ShouldBe(3);
    }

    [Fact]
    public void The_process_leaks_by_itself()
    {
        var armed = bench.Arm(new LeakFault { At = Site.Process, Every = TimeSpan.FromMilliseconds(1), Cap = 3, Size = new ByteSize(16) });
        AgentBench.Soon(() => armed.Injections == 3).ShouldBeTrue();
        bench.Disarm();
        armed.Injections.ShouldBe(3);
    }

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed() =>
        bench.ShouldChooseBySeed(new LeakFault { At = bench.PointSite, Size = new ByteSize(16) });

    [Fact]
    public void Disarmed_nothing_is_kept()
    {
        var armed = bench.Arm(new LeakFault { At = bench.PointSite, Size = new ByteSize(16) });
        bench.Disarm();
        bench.Point.Hit();
        armed.Injections.ShouldBe(0);
    }
}
