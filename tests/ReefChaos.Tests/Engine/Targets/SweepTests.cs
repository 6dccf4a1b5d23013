using System.Diagnostics;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class SweepTests : IDisposable
{
    private static readonly Owner Dead = new(4711, 99);
    private static readonly Owner Living = new(4712, 99);

    private readonly FakeProcesses processes = new();
    private readonly TemporaryFolder groups = new();
    private readonly TemporaryFolder shared = new();
    private readonly List<int> killed = [];

    public SweepTests() => processes.Add(Living.ProcessId, Living.Start);

    public void Dispose()
    {
        processes.Dispose();
        groups.Dispose();
        shared.Dispose();
    }

    [Fact]
    public void Only_processes_of_dead_runners_are_killed()
    {
        processes.Add(5001, 1, Dead);
        processes.Add(5002, 1, Living);
        processes.Add(5003, 1);
        Run();
        killed.ShouldBe([5001]);
    }

    [Fact]
    public void It_never_kills_itself()
    {
        processes.Add(Environment.ProcessId, 1, Dead);
        Run();
        killed.ShouldBeEmpty();
    }

    [Fact]
    public void A_process_of_another_pid_namespace_is_left_alone()
    {
        processes.Add(5001, 1, Dead, namespaceId: "pid:[2]");
        Run();
        killed.ShouldBeEmpty();
    }

    [Fact]
    public void Groups_and_folders_of_dead_runners_go_and_others_stay()
    {
        foreach (var name in new[] { "reefchaos.4711.99.1", "reefchaos.4712.99.1", "reefchaos.else", "system.slice" })
        {
            Directory.CreateDirectory(groups[name]);
        }

        shared.Write("4711.99.1/deep/agent.sock", "");
        shared.Write("4712.99.1/agent.sock", "");
        shared.Write("lock", "");

        Run().Count.ShouldBe(2);
        Names(groups).ShouldBe(["reefchaos.4712.99.1", "reefchaos.else", "system.slice"]);
        Names(shared).ShouldBe(["4712.99.1", "lock"]);
    }

    [Fact]
    public void A_folder_that_a_runner_elsewhere_holds_stays()
    {
        var file = shared.Write("4711.99.1/life", "");
        using (var life = Native.OpenOrCreate(file))
        {
            Native.TryLock(life).ShouldBeTrue();
            Run().ShouldBeEmpty();
        }

        Run().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_killed_process_leads_to_its_group_in_another_place()
    {
        Directory.CreateDirectory(groups["user.slice/reefchaos.4711.99.1"]);
        processes.Write("self/mountinfo", $"41 31 0:38 / {groups.Location} rw,relatime - cgroup2 cgroup2 rw\n");
        processes.Add(5001, 1, Dead);
        processes.Write("5001/cgroup", "0::/user.slice/reefchaos.4711.99.1\n");
        Run();
        Names(groups, "user.slice").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FakeProcesses.WholeMachine, 98, true)]
    [InlineData(FakeProcesses.WholeMachine, 99, false)]
    [InlineData("pid:[2]", 98, false)]
    public void An_empty_group_in_another_place_goes_where_no_process_of_the_machine_started_with_its_owner(string space, long start, bool goes)
    {
        processes.Namespace("self", space);
        Directory.CreateDirectory(groups[$"user.slice/session-7.scope/reefchaos.4711.{start}.1"]);
        Run();
        Names(groups, "user.slice/session-7.scope").Any().ShouldBe(!goes);
    }

    [Fact]
    public void A_group_in_another_place_that_has_processes_stays()
    {
        processes.Namespace("self", FakeProcesses.WholeMachine);
        groups.Write("user.slice/reefchaos.4711.98.1/cgroup.procs", "0\n");
        Run();
        Names(groups, "user.slice").ShouldHaveSingleItem();
    }

    [Fact]
    public void Missing_places_are_no_error() =>
        new Sweep(new Procfs(groups["none"]), [groups["none"]], [groups["none"]], shared["none"], _ => true).Everything(_ => true).ShouldBeEmpty();

    [Fact]
    public async Task A_real_orphan_is_found_by_its_label_and_killed()
    {
        var start = new ProcessStartInfo("sleep", ["600"]);
        start.Environment[AgentEnvironment.Owner] = Dead.ToString();
        using var orphan = Process.Start(start)!;

        var sweep = new Sweep(new Procfs(), [], [], shared.Location, id => id == orphan.Id && Native.Signal(id, Native.SigKill));
        sweep.Everything(owner => owner == Dead).ShouldContain($"process {orphan.Id} of the dead runner 4711");

        await orphan.WaitForExitAsync(TestContext.Current.CancellationToken);
        orphan.ExitCode.ShouldBe(128 + Native.SigKill);
    }

    private IReadOnlyList<string> Run()
    {
        var sweep = new Sweep(processes.Procfs, [groups.Location], [groups.Location], shared.Location, id =>
        {
            killed.Add(id);
            return true;
        });
        return sweep.Everything(owner => !owner.Lives(processes.Procfs));
    }

    private static IEnumerable<string?> Names(TemporaryFolder folder, string below = "") =>
        Directory.GetFileSystemEntries(folder[below]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
