using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Engine.Running.Targets.InProcess;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets.InProcess;

public sealed class InProcessPlatformTests : IDisposable
{
    private static readonly TargetSpec Spec = TargetSpec.OfProject("shop").ReadyAt("/", within: TimeSpan.FromSeconds(5));

    private static readonly RuntimeProgram Program = new("10.0.0", "x64", "shop");

    private readonly FakeTimeProvider time = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_service_that_does_not_start_says_why_to_the_innermost_reason()
    {
        var service = new Service(_ => throw new InvalidOperationException("The host failed.", new FormatException("Shop:Limit is no number.")));

        var failure = await Should.ThrowAsync<TargetFailedException>(StartAsync(service));

        failure.Message.ShouldBe("shop does not start in-process: The host failed: Shop:Limit is no number. (FormatException)");
    }

    [Fact]
    public async Task A_service_that_starts_too_late_is_ended_all_the_same()
    {
        var started = new TaskCompletionSource<IInProcessHost>();
        var host = new Host();
        var starting = StartAsync(new Service(_ => started.Task));
        while (!starting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        (await Should.ThrowAsync<TargetFailedException>(starting)).Message.ShouldBe("shop did not start in-process within 5s.");
        started.SetResult(host);

        await host.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_that_stops_by_itself_has_ended_and_one_that_is_stopped_has_not_crashed()
    {
        var crashed = new Host();
        await using var left = Target(crashed);
        var stopped = new Host();
        var ended = Target(stopped);

        await crashed.StopAsync();
        await ended.DisposeAsync();

        (await left.Exited).Cause.ShouldBe(ExitCause.Crashed);
        (await ended.Exited).Cause.ShouldBe(ExitCause.Stopped);
    }

    [Fact]
    public async Task The_agent_ends_after_its_host_also_where_that_fails()
    {
        var agent = new Agent();
        var target = Target(new Host { Fails = true }, agent);

        await target.DisposeAsync();

        agent.Ended.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_of_the_process_is_taken_for_the_targets_own()
    {
        await using var target = Target(new Host());

        (await target.LookAsync(0, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        target.BlindSpots.ShouldNotBeEmpty();
        target.Limits.Rung.ShouldBe("none");
    }

    [Fact]
    public async Task What_the_host_logs_is_in_the_targets_log_and_not_on_the_console()
    {
        var log = new InProcessLog(folder["target.log"]);
        var services = new ServiceCollection().AddLogging(l => l.AddConsole());
        log.TakeOver(services);
        await using (var provider = services.BuildServiceProvider())
        {
            provider.GetServices<ILoggerProvider>().ShouldHaveSingleItem().ShouldBe(log);
            provider.GetRequiredService<ILogger<Scenario>>().LogError(new FormatException("bad card"), "No order for {Card}", 7);
        }

        log.Dispose();
        log.CreateLogger("late").LogError("after the end");

        var lines = File.ReadAllLines(log.Path);
        lines[0].ShouldBe("Error: ReefChaos.Scenarios.Scenario: No order for 7");
        lines[1].ShouldContain("bad card");
        lines.ShouldNotContain(l => l.Contains("after the end"));
    }

    private InProcessTarget Target(Host host, Agent? agent = null) => new(host, agent, new InProcessLog(folder[$"{Guid.NewGuid():N}/target.log"]), Spec, Program, time);

    private Task<ITarget> StartAsync(Service service) => new InProcessPlatform(service, AgentLink.New("/run/agent.sock") with { EntersByHook = false }, time)
        .StartAsync(Spec, TargetDoor.Plain, new Dictionary<string, string>(), folder.Location, TestContext.Current.CancellationToken);

    private sealed class Service(Func<InProcessStart, Task<IInProcessHost>> start) : IInProcessService
    {
        public string Name => "shop";

        public Task<IInProcessHost> StartAsync(InProcessStart order, CancellationToken cancellationToken) => start(order);
    }

    private sealed class Host : IInProcessHost
    {
        private readonly CancellationTokenSource stopped = new();

        public bool Fails { get; init; }

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Uri Address { get; } = new("http://127.0.0.1:5000");

        public CancellationToken Stopped => stopped.Token;

        public Task StopAsync() => stopped.CancelAsync();

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            Disposed.TrySetResult();
            if (Fails)
            {
                throw new InvalidOperationException("It does not stop.");
            }
        }
    }

    private sealed class Agent : IDisposable
    {
        public int Ended { get; private set; }

        public void Dispose() => Ended++;
    }
}
