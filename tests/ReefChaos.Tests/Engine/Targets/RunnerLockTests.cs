using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class RunnerLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_second_runner_is_refused_until_the_first_lets_go()
    {
        using (RunnerLock.Take(folder.Location))
        {
            Should.Throw<EnvironmentLacksException>(() => RunnerLock.Take(folder.Location)).Message.ShouldContain("This process");
        }

        using var again = RunnerLock.Take(folder.Location);
    }

    [Fact]
    public void The_refusal_names_the_other_process()
    {
        folder.Write("lock", "4711");
        using var other = Native.OpenOrCreate(folder["lock"]);
        Native.TryLock(other).ShouldBeTrue();
        Should.Throw<EnvironmentLacksException>(() => RunnerLock.Take(folder.Location)).Message.ShouldContain("process 4711");
    }

    [Fact]
    public void The_lock_file_of_a_dead_runner_stops_nobody()
    {
        folder.Write("lock", "4711");
        RunnerLock.Take(folder.Location).Dispose();
        File.ReadAllText(folder["lock"]).ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_patient_runner_takes_over_from_the_first()
    {
        var time = new FakeTimeProvider();
        var first = RunnerLock.Take(folder.Location);
        var told = new List<string>();
        var waiting = RunnerLock.TakeAsync(folder.Location, TimeSpan.FromMinutes(1), told.Add, time, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();

        first.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));

        (await waiting).Dispose();
        told.ShouldHaveSingleItem().ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task Patience_ends()
    {
        folder.Write("lock", "4711");
        using var other = Native.OpenOrCreate(folder["lock"]);
        Native.TryLock(other).ShouldBeTrue();
        var time = new FakeTimeProvider();
        var waiting = RunnerLock.TakeAsync(folder.Location, TimeSpan.FromMinutes(1), _ => { }, time, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(61));

        (await Should.ThrowAsync<EnvironmentLacksException>(waiting)).Message.ShouldContain("process 4711), and was not done after 1m");
    }
}
