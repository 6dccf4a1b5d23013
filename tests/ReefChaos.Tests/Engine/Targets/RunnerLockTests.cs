using System.Globalization;
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
}
