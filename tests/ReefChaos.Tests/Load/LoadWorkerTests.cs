using System.Diagnostics;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Companions;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Load;

public sealed class LoadWorkerTests : IDisposable
{
    private readonly StubTarget target = new();
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));

    public void Dispose()
    {
        target.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task The_worker_sends_the_whole_schedule_and_counts_every_outcome()
    {
        string[] paths = ["/ok", "/busy", "/never", "/reset", "/garbage"];
        var profile = Profile(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), 50, Interval: TimeSpan.FromSeconds(1)), paths);
        await using var worker = await StartAsync();

        worker.Begin(new BeginLoad(profile, target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        worker.End(2);
        var entries = await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);

        (await worker.Exited.WaitAsync(limit.Token)).ShouldBe(0);
        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(100).CountBy(a => a.Journey).ToDictionary(c => paths[c.Key], c => (long)c.Value);
        var seconds = entries.OfType<LoadSecond>().ToList();
        seconds.Select(s => (s.Second, s.Requests)).ShouldBe([(0, 50L), (1, 50L)]);
        seconds.Sum(s => s.Ok).ShouldBe(planned["/ok"]);
        Failures(seconds).ShouldBe(
            new Dictionary<string, long>
            {
                ["status-503"] = planned["/busy"],
                ["timeout"] = planned["/never"],
                ["connection"] = planned["/reset"],
                ["protocol"] = planned["/garbage"],
            },
            ignoreOrder: true);
        seconds.ShouldAllBe(s => EncodedHistogram.Decode(s.Latencies).Sum(p => p.Count) == s.Requests);
        target.RequestsOf("/ok").ShouldBe((int)planned["/ok"]);
        var report = entries[^1].ShouldBeOfType<GeneratorReport>();
        (report.Due, report.Sent, report.Unsent).ShouldBe((100, 100, 0));
        entries.OfType<LoadTick>().Count().ShouldBeGreaterThanOrEqualTo(2);
        entries.Select(e => e.At).ShouldBe(entries.Select(e => e.At).Order());
    }

    [Fact]
    public async Task Several_workers_send_the_schedule_once_and_tell_it_as_one()
    {
        var profile = Profile(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), 50, Interval: TimeSpan.FromSeconds(1)), "/ok", "/busy");
        await using var load = await LoadGenerator.StartAsync(3, LoadWorker.DefaultDll, Owned, limit.Token);

        load.Begin(new BeginLoad(profile, target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        load.End(2);
        var entries = await load.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);

        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(100).Count(a => a.Journey == 0);
        var seconds = entries.OfType<LoadSecond>().ToList();
        seconds.Select(s => (s.Second, s.Requests)).ShouldBe([(0, 50L), (1, 50L)], ignoreOrder: true);
        seconds.Sum(s => s.Ok).ShouldBe(planned);
        target.RequestsOf("/ok").ShouldBe(planned);
        var report = entries.OfType<GeneratorReport>().ShouldHaveSingleItem();
        (report.Due, report.Sent, report.Unsent).ShouldBe((100, 100, 0));
    }

    [Fact]
    public async Task The_death_of_one_of_several_workers_is_a_fatal_trouble()
    {
        await using var load = await LoadGenerator.StartAsync(2, LoadWorker.DefaultDll, Owned, limit.Token);
        load.Begin(new BeginLoad(
            Profile(new Simulation(SimulationKind.Pause, TimeSpan.FromSeconds(1)), "/ok"), target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));

        using (var process = Process.GetProcessById(load.ProcessIds[1]))
        {
            process.Kill();
        }

        await foreach (var entry in load.Entries.ReadAllAsync(limit.Token))
        {
            if (entry is Trouble { Source: "load", Fatal: true })
            {
                return;
            }
        }

        Assert.Fail("No trouble was told.");
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_counted_and_ends_nothing()
    {
        using var absent = new AbsentTarget();
        var profile = Profile(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), 20, Interval: TimeSpan.FromSeconds(1)), "/ok");
        await using var worker = await StartAsync();

        worker.Begin(new BeginLoad(profile, absent.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        worker.End(1);
        var entries = await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);

        Failures(entries.OfType<LoadSecond>()).ShouldBe(new Dictionary<string, long> { ["connection"] = 20 });
        entries.OfType<Trouble>().ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_closed_loop_a_copy_waits_for_its_answer()
    {
        var profile = Profile(new Simulation(SimulationKind.KeepConstant, TimeSpan.FromSeconds(1), 3), "/never");
        await using var worker = await StartAsync();

        worker.Begin(new BeginLoad(profile, target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        worker.End(2);
        var entries = await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);

        target.RequestsOf("/never").ShouldBe(3);
        entries.OfType<LoadSecond>().Sum(s => s.Requests).ShouldBe(3);
        Failures(entries.OfType<LoadSecond>()).ShouldBe(new Dictionary<string, long> { ["timeout"] = 3 });
    }

    [Fact]
    public async Task The_death_of_the_worker_is_a_fatal_trouble()
    {
        await using var worker = await StartAsync();
        worker.Begin(new BeginLoad(
            Profile(new Simulation(SimulationKind.Pause, TimeSpan.FromSeconds(1)), "/ok"), target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));

        using (var process = Process.GetProcessById(worker.ProcessId))
        {
            process.Kill();
        }

        var entries = await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);
        var trouble = entries[^1].ShouldBeOfType<Trouble>();
        (trouble.Source, trouble.Fatal).ShouldBe(("load", true));
        (await worker.Exited.WaitAsync(limit.Token)).ShouldBe(128 + 9);
        worker.End(3);
    }

    [Fact]
    public async Task A_profile_that_the_worker_cannot_use_is_a_fatal_trouble_that_says_why()
    {
        await using var worker = await StartAsync();

        worker.Begin(new BeginLoad(Profile(new Simulation(SimulationKind.Pause, TimeSpan.FromSeconds(1)), "/ok"), "no url", 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        var entries = await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token);

        entries.ShouldHaveSingleItem().ShouldBeOfType<Trouble>().Message.ShouldContain("URI");
        (await worker.Exited.WaitAsync(limit.Token)).ShouldBe(1);
    }

    [Fact]
    public async Task The_end_of_its_input_ends_the_worker_in_mid_run()
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", LoadWorker.DefaultDll])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var orders = new LineChannel(process.StandardInput.BaseStream);
        using var replies = new LineChannel(process.StandardOutput.BaseStream);
        replies.Read<LoadReply>().ShouldBe(new LoadReady());
        orders.Write<LoadOrder>(new BeginLoad(
            Profile(new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), 5, Interval: TimeSpan.FromSeconds(1)), "/never"),
            target.Url, 42, MonotonicClock.Nanoseconds, LoadSlice.Whole));
        replies.Read<LoadReply>().ShouldBeOfType<LoadEntry>();

        orders.Dispose();

        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Disposing_kills_the_worker_and_is_no_trouble()
    {
        var worker = await StartAsync();
        await worker.DisposeAsync();

        worker.Exited.IsCompleted.ShouldBeTrue();
        (await worker.Entries.ReadAllAsync(limit.Token).ToListAsync(limit.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_worker_is_told_with_the_remedy() =>
        (await Should.ThrowAsync<EnvironmentLacksException>(() => LoadWorker.StartAsync("/nowhere/x.dll", new Dictionary<string, string>(), limit.Token)))
            .Message.ShouldContain("Build or install");

    private static LoadProfile Profile(Simulation simulation, params string[] paths) => new()
    {
        Name = "test",
        Simulations = [simulation],
        Journeys =
        [
            .. paths.Select(p => new Journey(p, 1, [new RequestTemplate { Method = "POST", Path = p, Headers = new Dictionary<string, string> { ["X-A"] = "b" }, Body = "{}" }])),
        ],
        Timeout = TimeSpan.FromSeconds(5),
    };

    private static Dictionary<string, long> Failures(IEnumerable<LoadSecond> seconds) =>
        seconds.SelectMany(s => s.Failures).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));

    private static Dictionary<string, string> Owned => new() { [AgentEnvironment.Owner] = "1:1" };

    private Task<LoadWorker> StartAsync() => LoadWorker.StartAsync(LoadWorker.DefaultDll, Owned, limit.Token);
}
