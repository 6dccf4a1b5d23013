using System.Diagnostics;
using ReefChaos.Engine.Running.Companions;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData("")]
    [InlineData("general")]
    public async Task Running_out_of_descriptors_is_the_workers_own_fault_and_told_once(string path)
    {
        using var target = new StubTarget();
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", LoadWorker.DefaultDll]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["REEFCHAOS_LOAD_PATH"] = path;
        using var process = Process.Start(start)!;
        using var orders = new LineChannel(process.StandardInput.BaseStream);
        using var replies = new LineChannel(process.StandardOutput.BaseStream);
        replies.Read<LoadReply>().ShouldBe(new LoadReady());

        // What is open stays so, and new numbers must lie below the limit: that leaves about so many connections more.
        var taken = Directory.GetFiles($"/proc/{process.Id}/fd").Length;
        using (var limit = Process.Start("prlimit", ["--pid", $"{process.Id}", $"--nofile={taken + 25}:{taken + 25}"]))
        {
            await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        orders.Write<LoadOrder>(new BeginLoad(Of(Inject(200), Get("/never")) with { Timeout = TimeSpan.FromSeconds(2) }, target.Url, 42, Stopwatch.GetTimestamp(), LoadSlice.Whole));
        orders.Write<LoadOrder>(new EndLoad(1));
        var entries = new List<Entry>();
        while (replies.Read<LoadReply>() is LoadEntry entry)
        {
            entries.Add(entry.Entry);
        }

        var report = entries[^1].ShouldBeOfType<GeneratorReport>();
        // A busy worker may hear of the end later than it was due.
        report.Due.ShouldBeGreaterThanOrEqualTo(200);
        report.Unsent.ShouldBeGreaterThan(100);
        (report.Sent + report.Unsent).ShouldBe(report.Due);
        entries.OfType<LoadSecond>().Sum(s => s.Requests).ShouldBe(report.Sent);
        entries.OfType<LoadSecond>().SelectMany(s => s.Failures.Keys).Distinct().ShouldBe(["timeout"]);
        var trouble = entries.OfType<Trouble>().ShouldHaveSingleItem();
        (trouble.Source, trouble.Fatal).ShouldBe(("load", false));
        trouble.Message.ShouldContain("ulimit -n");
    }
}
