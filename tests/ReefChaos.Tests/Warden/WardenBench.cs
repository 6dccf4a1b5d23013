using Microsoft.Extensions.Time.Testing;
using ReefChaos.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Warden;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Warden;

/// <summary>A warden's desk on a fake engine, a fake machine and a clock that stands still.</summary>
internal sealed class WardenBench : IDisposable
{
    public const int LeaseMs = 3000;

    private readonly TemporaryFolder folder = new();

    public WardenBench()
    {
        Machine = new FakeMachine(folder);
        Desk = new OrderDesk(new WardenTools(Containers, Machine, Time));
    }

    public static Site At { get; } = Site.Parse("container");

    public FakeTimeProvider Time { get; } = new();

    public FakeContainers Containers { get; } = new();

    public FakeMachine Machine { get; }

    public OrderDesk Desk { get; }

    public void Dispose()
    {
        Desk.Dispose();
        folder.Dispose();
    }

    public async Task ArmAsync(Fault fault, string id = "f") => (await Desk.AnswerAsync(new ArmOrder(id, fault, 1, LeaseMs))).ShouldBeOfType<DoneReply>();

    public async Task<string> RefusedAsync(AgentOrder order) => (await Desk.AnswerAsync(order)).ShouldBeOfType<RefusedReply>().Why;

    public Task<string> RefusedAsync(Fault fault, string id = "f") => RefusedAsync(new ArmOrder(id, fault, 1, LeaseMs));

    public async Task DisarmAsync(string? id = null) => (await Desk.AnswerAsync(new DisarmOrder(id))).ShouldBeOfType<DoneReply>();

    public async Task<StatusReply> StatusAsync() => (await Desk.AnswerAsync(new StatusOrder())).ShouldBeOfType<StatusReply>();

    public async Task<FaultStatus> FaultAsync() => (await StatusAsync()).Faults.ShouldHaveSingleItem();
}
