using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine.Running;
using ReefChaos.Faults;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Engine.Running;

public sealed class ConductorTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly FakeTimeProvider time = new();
    private readonly FakePort agent = new();
    private readonly FakePort dependencies = new();
    private readonly CancellationTokenSource stop = new();

    public void Dispose()
    {
        stop.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task Phases_follow_each_other_at_their_times()
    {
        var history = await ConductAsync(Faulty());

        history.Of<PhaseStarted>().Select(p => (p.Phase, Math.Round(p.At)))
            .ShouldBe([(Phase.Warmup, 0), (Phase.Baseline, 1), (Phase.Fault, 4), (Phase.Recovery, 10)]);
    }

    [Fact]
    public async Task A_fault_is_armed_within_the_fault_phase_and_disarmed_at_its_end()
    {
        var history = await ConductAsync(Faulty());

        history.Of<FaultArmed>().ShouldHaveSingleItem().At.ShouldBe(4, 0.2);
        history.Of<FaultDisarmed>().ShouldHaveSingleItem().At.ShouldBe(10, 0.2);
        agent.Armed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_with_a_window_is_armed_and_disarmed_at_its_own_times()
    {
        var history = await ConductAsync(Faulty(after: 1, disarm: 3));

        history.Of<FaultArmed>().ShouldHaveSingleItem().At.ShouldBe(5, 0.2);
        history.Of<FaultDisarmed>().ShouldHaveSingleItem().At.ShouldBe(7, 0.2);
    }

    [Fact]
    public async Task A_lease_is_renewed_well_before_it_ends()
    {
        await ConductAsync(Faulty());

        agent.Orders.OfType<RenewOrder>().Count().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_fault_of_a_dependency_goes_to_the_dependency()
    {
        await ConductAsync(Faulty(site: "dependency:payments"));

        dependencies.Orders.OfType<ArmOrder>().ShouldHaveSingleItem();
        agent.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_fault_is_in_the_history_with_the_reason_and_is_not_disarmed()
    {
        agent.Refusal = "no such site";

        var history = await ConductAsync(Faulty());

        history.Of<FaultRefused>().ShouldHaveSingleItem().Why.ShouldBe("no such site");
        agent.Orders.OfType<DisarmOrder>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_agent_is_a_trouble_and_not_the_end()
    {
        agent.BreaksAfter = 3;

        var history = await ConductAsync(Faulty());

        history.Of<Trouble>().ShouldNotBeEmpty();
        history.Of<PhaseStarted>().Last().Phase.ShouldBe(Phase.Recovery);
    }

    [Fact]
    public async Task A_fault_that_cannot_be_disarmed_is_not_told_as_disarmed()
    {
        agent.KeepsArmed = true;

        var history = await ConductAsync(Faulty());

        history.Of<FaultDisarmed>().ShouldBeEmpty();
        history.Of<Trouble>().ShouldHaveSingleItem().Message.ShouldBe("missing-timeout-1 could not be disarmed, so its lease ends it: not now");
        history.Of<FaultSample>().Last().Injections.ShouldBe(10);
    }

    [Fact]
    public async Task A_cancelled_arm_disarms_what_is_armed()
    {
        agent.OnArm = stop.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(() => ConductAsync(Faulty()));

        agent.Orders.OfType<DisarmOrder>().ShouldHaveSingleItem();
        agent.Armed.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guard_ends_the_arm_and_disarms()
    {
        var guarded = Faulty() with { Abort = new GuardSpec { Availability = Sustained<Ratio>.Parse("< 50% for 2s") } };

        var history = await ConductAsync(guarded, recorder =>
        {
            recorder.Send(new LoadSecond(0, 10, 0, new Dictionary<string, long>(), "") { At = 1 });
            recorder.Send(new LoadSecond(1, 10, 0, new Dictionary<string, long>(), "") { At = 2 });
        });

        history.Of<GuardTripped>().ShouldHaveSingleItem();
        history.Of<PhaseStarted>().ShouldNotContain(p => p.Phase == Phase.Recovery);
        agent.Armed.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_undecided_phase_is_extended_up_to_the_budget()
    {
        // Nobody sends load, so that every objective stays undecided.
        var history = await ConductAsync(Faulty() with { Phases = Lengths with { Extension = TimeSpan.FromSeconds(5) } });

        history.Of<PhaseExtended>().Sum(e => e.BySeconds).ShouldBe(4);
    }

    private static readonly PhaseLengths Lengths = new()
    {
        Warmup = TimeSpan.FromSeconds(1),
        Baseline = TimeSpan.FromSeconds(3),
        Fault = TimeSpan.FromSeconds(6),
        Recovery = TimeSpan.FromSeconds(2),
        Extension = TimeSpan.Zero,
    };

    private static Scenario Faulty(string site = "http-client:payments", double after = 0, double? disarm = null) => new()
    {
        Name = "test",
        Target = new TargetSpec { Project = "src/Shop" },
        Load = "checkout",
        Phases = Lengths,
        Faults =
        [
            new MissingTimeoutFault
            {
                At = Site.Parse(site),
                After = TimeSpan.FromSeconds(after),
                For = disarm is { } end ? TimeSpan.FromSeconds(end - after) : null,
            },
        ],
        Slo = new Slo { Availability = Bound<Ratio>.Parse(">= 95%") },
        Control = new ControlSpec { None = "A test." },
    };

    private async Task<History> ConductAsync(Scenario scenario, Action<Recorder>? before = null)
    {
        using var recorder = new Recorder(Arm.Defended, file, new SilentView(), SilentView.NothingSecret);
        before?.Invoke(recorder);
        var profile = new LoadProfile { Name = "checkout", Simulations = [], Journeys = [] };
        var plan = ReefChaos.Engine.Planning.Planner.Plan(scenario, profile, seed: 1);
        var clock = new ArmClock(time);
        var faults = new FaultControl(new FaultPorts(agent, dependencies, Warden: null), plan.Lease, recorder, clock);
        var conducting = new Conductor(scenario, plan, faults, recorder, clock).RunAsync(stop.Token);
        for (var step = 0; step < 1_000 && !conducting.IsCompleted; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await conducting;
        return recorder.Snapshot();
    }

    /// <summary>Plays an agent that does what it is told.</summary>
    private sealed class FakePort : IFaultPort
    {
        public List<AgentOrder> Orders { get; } = [];

        public HashSet<string> Armed { get; } = [];

        public string? Refusal { get; set; }

        public bool KeepsArmed { get; set; }

        public int BreaksAfter { get; set; } = int.MaxValue;

        public Action? OnArm { get; set; }

        public Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Orders.Add(order);
            return Orders.Count > BreaksAfter ? Task.FromException<AgentReply>(new IOException("gone")) : Task.FromResult(Reply(order));
        }

        private AgentReply Reply(AgentOrder order)
        {
            switch (order)
            {
                case ArmOrder when Refusal is not null:
                    return new RefusedReply(Refusal);
                case ArmOrder arm:
                    Armed.Add(arm.Id);
                    OnArm?.Invoke();
                    return new DoneReply();
                case DisarmOrder when KeepsArmed:
                    return new RefusedReply("not now");
                case DisarmOrder { Id: { } id }:
                    Armed.Remove(id);
                    return new DoneReply();
                case StatusOrder:
                    return new StatusReply([new FaultStatus("missing-timeout-1", Armed.Contains("missing-timeout-1"), false, 10, 10)], []);
                default:
                    return new DoneReply();
            }
        }
    }
}
