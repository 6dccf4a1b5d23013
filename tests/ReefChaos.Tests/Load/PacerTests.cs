using System.Diagnostics;
using ReefChaos.Load;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Load;

public sealed class PacerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Nothing_is_handed_sentbefore_its_time_nor_at_or_after_the_end()
    {
        var clock = new RunClock(Stopwatch.GetTimestamp());
        var sent = new List<(double Due, double Now)>();
        var pacer = new Pacer(clock, Every(0.01), a => sent.Add((a.AtSeconds, clock.Now))) { End = 0.2 };

        pacer.Run();

        sent.Select(o => o.Due).ShouldBe(Every(0.01).Take(20).Select(a => a.AtSeconds));
        sent.ShouldAllBe(o => o.Now >= o.Due);
        pacer.Passed.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void What_is_late_already_is_handed_sentall_the_same()
    {
        var count = 0;
        var clock = new RunClock(Stopwatch.GetTimestamp() - (100 * Stopwatch.Frequency));

        new Pacer(clock, Every(0.01), _ => count++) { End = 50 }.Run();

        count.ShouldBe(5000);
    }

    [Fact]
    public void An_end_that_is_ordered_during_a_long_wait_ends_it()
    {
        var pacer = new Pacer(new RunClock(Stopwatch.GetTimestamp()), [new Arrival(3600, 0, 0)], _ => throw new InvalidOperationException());
        var thread = new Thread(pacer.Run) { IsBackground = true };
        thread.Start();

        pacer.End = 0;

        thread.Join(Limit).ShouldBeTrue();
    }

    [Fact]
    public void Books_may_close_as_time_passes_with_nothing_due()
    {
        var clock = new RunClock(Stopwatch.GetTimestamp() - (10 * Stopwatch.Frequency));
        var pacer = new Pacer(clock, [new Arrival(1, 0, 0), new Arrival(3600, 0, 0)], _ => { });
        var thread = new Thread(pacer.Run) { IsBackground = true };
        thread.Start();

        SpinWait.SpinUntil(() => pacer.Passed >= 10, Limit).ShouldBeTrue();
        pacer.Passed.ShouldBeLessThan(3600);

        pacer.End = 0;
        thread.Join(Limit).ShouldBeTrue();
    }

    private static IEnumerable<Arrival> Every(double seconds)
    {
        for (var k = 0; ; k++)
        {
            yield return new Arrival(k * seconds, 0, 0);
        }
    }
}
