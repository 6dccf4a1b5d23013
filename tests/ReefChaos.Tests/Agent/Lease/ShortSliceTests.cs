using ReefChaos.Agent.Lease;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class ShortSliceTests
{
    private const string Schedule = "/proc/thread-self/sched";

    private static readonly Version FirstWithShortTurns = new(6, 12);

    [Fact]
    public void A_threads_turns_get_short_and_neither_its_share_changes_nor_its_childrens_turns()
    {
        Assert.SkipUnless(File.Exists(Schedule), "This machine does not tell how its threads are scheduled.");
        Dictionary<string, string> before = [], after = [], child = [];
        var thread = new Thread(() =>
        {
            before = Mine();
            ShortSlice.TakeForThisThread();
            after = Mine();
            var started = new Thread(() => child = Mine());
            started.Start();
            started.Join();
        });
        thread.Start();
        thread.Join();

        (after["policy"], after["prio"], after["se.load.weight"]).ShouldBe((before["policy"], before["prio"], before["se.load.weight"]));
        if (Environment.OSVersion.Version >= FirstWithShortTurns)
        {
            after["se.slice"].ShouldBe("100000");
            child["se.slice"].ShouldBe(before["se.slice"]);
        }
    }

    private static Dictionary<string, string> Mine() => File.ReadAllLines(Schedule)
        .Select(l => l.Split(':', StringSplitOptions.TrimEntries))
        .Where(p => p.Length == 2)
        .ToDictionary(p => p[0], p => p[1]);
}
