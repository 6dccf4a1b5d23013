using System.Diagnostics;
using System.Net;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.AcceptanceTests;

/// <summary>The dead-man switch: a runner that dies or hangs with a fault armed leaves a healthy target, and no trace after the next run.</summary>
public sealed class KilledRunnerTests
{
    /// <summary>Once it is killed the next run is awaited; of the others its sweep alone, which is much faster.</summary>
    private const string SweptByARun = "lock-contention";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>Three stand for the five here. The short storm of the gate leaves the other two without their runner.</summary>
    public static TheoryData<string, string> Faults() => new()
    {
        { "leak", "leak: { at: process, of: managed, size: 1MiB, count: 100, every: 500ms, cap: 200 }" },
        { "lock-contention", "lock-contention: { at: \"lock:ReefChaos.Shop.Prices.PriceFeed.gate\", hold: 20s, period: 20s }" },
        { "native-hang", "native-hang: { at: fault-point:risk-score }" },
    };

    public static TheoryData<string, string> FaultsOfTheKilled() => [.. Faults().Where(f => f.Data.Item1 is SweptByARun or "native-hang")];

    /// <summary>Its connection closes, and then faults end as they do with their lease: a held lock and a thread in native code stand for all.</summary>
    [Theory]
    [MemberData(nameof(FaultsOfTheKilled))]
    public Task A_killed_runners_fault_ends_by_itself(string name, string fault) => AFaultEndsWithoutItsRunner(name, fault, "KILL");

    /// <summary>A frozen runner keeps its connection open, so that nothing but the lease can end the fault.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_frozen_runners_fault_ends_with_its_lease(string name, string fault) => AFaultEndsWithoutItsRunner(name, fault, "STOP");

    private static async Task AFaultEndsWithoutItsRunner(string name, string fault, string signal)
    {
        using var workspace = new Workspace();
        using var payments = new Payments(IPAddress.Loopback);
        var port = Ports.Free();
        var file = workspace.Scenario(name, $"faults:\n  - {fault}\nlease: 3s",
            env: $"Shop__Defenses: none, Shop__Payments__Url: \"{payments.Url}\"",
            phases: "{ warmup: 1s, baseline: 3s, fault: 40s, recovery: 1s }",
            target: $"  port: {port}");
        using var reef = Reef.Start("run", file, "--output", workspace.Output);
        var target = (await workspace.EntryAsync(name, "target-started", TimeSpan.FromMinutes(2))).GetProperty("processId").GetInt32();
        await workspace.EntryAsync(name, "fault-armed", TimeSpan.FromMinutes(1));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);

        using var service = new Service(port, TimeSpan.FromSeconds(1));
        var leaked = ResidentMiB(target);
        if (name != "leak")
        {
            (await service.CheckoutAsync(TestContext.Current.CancellationToken)).ShouldBeFalse("the fault bites while the runner lives");
        }

        reef.Signal(signal);
        var back = name == "leak"
            ? await TimeUntilReleasedAsync(target, leaked - 100)
            : await service.TimeUntilHealthyAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken) ?? TimeSpan.MaxValue;

        TestContext.Current.TestOutputHelper?.WriteLine($"{name} after {signal}: healthy again after {back.TotalSeconds:0.0} s");
        back.ShouldBeLessThan(Lease + TimeSpan.FromSeconds(2));
        reef.Signal("KILL");
        await reef.ExitAsync(TimeSpan.FromSeconds(10));
        Directory.Exists($"/proc/{target}").ShouldBeTrue("the target outlives its runner");
        if (name == SweptByARun && signal == "KILL")
        {
            await RunAnother(workspace);
        }
        else
        {
            Sweep.Run();
        }

        (await EndsAsync(target)).ShouldBeTrue("the next run sweeps the target");
        Leftovers.All().ShouldBeEmpty();
    }

    /// <summary>A killed process is there until its parent, or who stands in for it, has heard of its end.</summary>
    private static async Task<bool> EndsAsync(int process)
    {
        var clock = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{process}") && clock.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return !Directory.Exists($"/proc/{process}");
    }

    private static async Task RunAnother(Workspace workspace)
    {
        var next = workspace.Scenario("next", "", phases: "{ warmup: 0s, baseline: 3s, fault: 4s, recovery: 0s }",
            target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");

        await Reef.RunAsync(TimeSpan.FromMinutes(2), "run", next, "--output", Path.Combine(workspace.Folder, "next"));
    }

    /// <summary>A leak of this size breaks nothing yet: what counts is that the memory is given back.</summary>
    private static async Task<TimeSpan> TimeUntilReleasedAsync(int target, long residentMiB)
    {
        var clock = Stopwatch.StartNew();
        while (ResidentMiB(target) > residentMiB && clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return clock.Elapsed;
    }

    private static long ResidentMiB(int process)
    {
        using var target = Process.GetProcessById(process);
        return target.WorkingSet64 >> 20;
    }
}
