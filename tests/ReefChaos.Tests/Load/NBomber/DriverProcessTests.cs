using System.IO.Pipes;
using ReefChaos.Histories;
using ReefChaos.Load.NBomber;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Planning;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Load.NBomber;

/// <summary>The whole driver but for NBomber itself, which needs a package.</summary>
public sealed class DriverProcessTests : IDisposable
{
    private readonly StubTarget target = new();
    private readonly AnonymousPipeServerStream orderPipe = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream replyPipe = new(PipeDirection.In);
    private readonly LineChannel orders;
    private readonly LineChannel replies;
    private readonly TaskCompletionSource<int> exited = new();

    public DriverProcessTests() => (orders, replies) = (new LineChannel(orderPipe), new LineChannel(replyPipe));

    public void Dispose()
    {
        target.Dispose();
        orders.Dispose();
        replies.Dispose();
    }

    [Fact]
    public async Task It_warms_up_and_tells_its_clock_and_counts_every_request()
    {
        var fake = new FakeDriver { Invocations = 20 };
        var running = Start(fake);
        Reply<LoadReady>();
        orders.Write<LoadOrder>(new AskClock());
        Reply<ClockReading>().Nanoseconds.ShouldBeInRange(1, MonotonicClock.Nanoseconds);
        Begin(Profile("/ok", "/busy"));
        orders.Write<LoadOrder>(new EndLoad(1));

        var entries = Entries();

        (await running).ShouldBe(LoadDialogue.Completed);
        var planned = new ArrivalSchedule(Profile("/ok", "/busy"), 42);
        var ok = Enumerable.Range(0, 20).Count(n => planned.JourneyFor(n) == 0);
        var seconds = entries.OfType<LoadSecond>().ToList();
        seconds.Sum(s => s.Requests).ShouldBe(20);
        seconds.Sum(s => s.Ok).ShouldBe(ok);
        seconds.SelectMany(s => s.Failures).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Sum(f => f.Value))
            .ShouldBe(new Dictionary<string, long> { ["status-503"] = 20 - ok });
        target.RequestsOf("/ok").ShouldBe(ok);
        entries.OfType<LoadTick>().ShouldNotBeEmpty();
        var report = entries[^1].ShouldBeOfType<GeneratorReport>();
        (report.Due, report.Sent, report.Unsent, report.Driver).ShouldBe((20, 20, 0, "Fake 1.0"));
        fake.Stopped.ShouldBeTrue();
        fake.Plans.Select(p => p.Name).ShouldBe(["warm-up", "checkout"]);
    }

    [Fact]
    public void A_journey_ends_at_its_first_failure_and_carries_values_until_then()
    {
        var profile = Profiles.Steady(10, 1) with
        {
            Feeds = [new Feed("paths", FeedOrder.Circular, ["first"], [["ok"]])],
            Journeys =
            [
                new Journey("all", 1,
                [
                    new RequestTemplate { Method = "GET", Path = "/{{paths.first}}", Extractions = [new Extraction("length", ExtractionSource.Header, "Content-Length")] },
                    new RequestTemplate { Method = "GET", Path = "/busy", Headers = new Dictionary<string, string> { ["X-Length"] = "{{length}}" } },
                    new RequestTemplate { Method = "GET", Path = "/never" },
                ]),
            ],
        };
        _ = Start(new FakeDriver { Invocations = 3 });
        Reply<LoadReady>();
        Begin(profile);
        orders.Write<LoadOrder>(new EndLoad(1));

        Entries().OfType<LoadSecond>().Sum(s => s.Requests).ShouldBe(6);
        (target.RequestsOf("/ok"), target.RequestsOf("/busy"), target.RequestsOf("/never")).ShouldBe((3, 3, 0));
    }

    [Fact]
    public async Task What_NBomber_cannot_do_is_named_before_anything_is_sent()
    {
        var fake = new FakeDriver { Invocations = 1 };
        var running = Start(fake);
        Reply<LoadReady>();

        Begin(Profile("/ok") with { Pattern = ArrivalPattern.Poisson });

        Reply<LoadFailed>().Why.ShouldContain("Poisson");
        (await running).ShouldBe(LoadDialogue.Failed);
        fake.Plans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task NBombers_own_error_is_told()
    {
        var running = Start(new FakeDriver { Error = new InvalidOperationException("a licence is needed") });
        Reply<LoadReady>();

        Begin(Profile("/ok"));

        Reply<LoadFailed>().Why.ShouldBe("NBomber gave up: a licence is needed");
        (await running).ShouldBe(LoadDialogue.Failed);
    }

    [Fact]
    public async Task The_end_of_its_input_ends_it_in_mid_run()
    {
        _ = Start(new FakeDriver { Invocations = 1 });
        Reply<LoadReady>();
        Begin(Profile("/never"));

        orders.Dispose();

        (await exited.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(LoadDialogue.Failed);
    }

    private static LoadProfile Profile(params string[] paths) => Profiles.Steady(10, 1) with
    {
        Journeys = [.. paths.Select(p => new Journey(p, 1, [new RequestTemplate { Method = "POST", Path = p, Body = "{}" }]))],
    };

    private Task<int> Start(FakeDriver fake)
    {
        var theirOrders = new LineChannel(new AnonymousPipeClientStream(PipeDirection.In, orderPipe.ClientSafePipeHandle), BeginLoad.MaxLineBytes);
        var theirReplies = new LineChannel(new AnonymousPipeClientStream(PipeDirection.Out, replyPipe.ClientSafePipeHandle));
        return Task.Factory.StartNew(
            () =>
            {
                using var output = theirReplies;
                return DriverProcess.Run(theirOrders, theirReplies, fake.Driver, code => exited.TrySetResult(code));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Begin(LoadProfile profile) =>
        orders.Write<LoadOrder>(new BeginLoad(profile, target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));

    private T Reply<T>() where T : LoadReply => replies.Read<LoadReply>().ShouldBeOfType<T>();

    private List<Entry> Entries()
    {
        var entries = new List<Entry>();
        while (replies.Read<LoadReply>() is { } reply)
        {
            entries.Add(reply.ShouldBeOfType<LoadEntry>().Entry);
        }

        return entries;
    }
}
