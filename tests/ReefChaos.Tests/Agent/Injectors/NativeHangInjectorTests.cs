using ReefChaos.Faults;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class NativeHangInjectorTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void The_calling_threads_hang_until_disarmed_also_where_they_would_await()
    {
        var armed = bench.Arm(new NativeHangFault { At = bench.PointSite });
        var left = 0;
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            if (i % 2 == 0)
            {
                bench.Point.Hit();
            }
            else
            {
                _ = bench.Point.HitAsync(CancellationToken.None).AsTask();
            }

            Interlocked.Increment(ref left);
        })).ToList();
        threads.ForEach(t => t.Start());
        AgentBench.Soon(() => armed.Injections == 4).ShouldBeTrue();
        Volatile.Read(ref left).ShouldBe(0);

        bench.Disarm();

        threads.ForEach(t => t.Join(AgentBench.Patience).ShouldBeTrue());
    }

    [Fact]
    public void A_hold_ends_by_itself()
    {
        var armed = bench.Arm(new NativeHangFault { At = bench.PointSite, Hold = TimeSpan.FromMilliseconds(5) });
        bench.Point.Hit();
        armed.Status.Injections.ShouldBe(1);
        armed.IsArmed.ShouldBeTrue();
    }

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed() =>
        bench.ShouldChooseBySeed(new NativeHangFault { At = bench.PointSite, Hold = TimeSpan.Zero });

    [Fact]
    public void Disarmed_nothing_hangs()
    {
        var armed = bench.Arm(new NativeHangFault { At = bench.PointSite });
        bench.Disarm();
        bench.Point.Hit();
        armed.Injections.ShouldBe(0);
    }
}
