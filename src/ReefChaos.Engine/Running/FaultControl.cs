using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>Arms, renews and disarms the planned faults where they act, and records what came of it.</summary>
internal sealed class FaultControl(IFaultPort? agent, IFaultPort dependencies, IFaultPort? warden, TimeSpan lease, Recorder recorder, ArmClock clock)
{
    private readonly List<PlannedFault> armed = [];

    public async Task ArmAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var order = new ArmOrder(fault.Id, fault.Fault, fault.Seed, (int)lease.TotalMilliseconds);
        var refusal = await AskAsync(PortOf(fault), order, cancellationToken) is RefusedReply refused ? refused.Why : null;
        if (refusal is not null)
        {
            recorder.Send(new FaultRefused(fault.Id, refusal) { At = clock.Now });
            return;
        }

        armed.Add(fault);
        recorder.Send(new FaultArmed(fault.Id) { At = clock.Now });
    }

    /// <summary>Renews the lease of all that is armed, and records how often each fault has fired.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var port in armed.Select(PortOf).Distinct().ToList())
        {
            if (await AskAsync(port, new RenewOrder((int)lease.TotalMilliseconds), cancellationToken) is RefusedReply refused)
            {
                recorder.Send(new Trouble("agent", $"The lease could not be renewed: {refused.Why}", Fatal: false) { At = clock.Now });
                continue;
            }

            // A warden that serves several arms still tells of the arm before.
            var statuses = await StatusAsync(port, cancellationToken);
            foreach (var status in statuses.Where(s => armed.Any(f => f.Id == s.Id)))
            {
                recorder.Send(new FaultSample(status.Id, status.Calls, status.Injections) { At = clock.Now });
            }
        }
    }

    public async Task DisarmAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (!armed.Remove(fault))
        {
            return;
        }

        var port = PortOf(fault);
        if (await AskAsync(port, new DisarmOrder(fault.Id), cancellationToken) is RefusedReply refused)
        {
            recorder.Send(new Trouble("agent", $"{fault.Id} could not be disarmed, so its lease ends it: {refused.Why}", Fatal: false) { At = clock.Now });
        }

        var at = clock.Now;
        var status = (await StatusAsync(port, cancellationToken)).FirstOrDefault(s => s.Id == fault.Id);
        if (status is null)
        {
            return;
        }

        if (status.Expired)
        {
            recorder.Send(new Trouble("agent", $"The lease of {fault.Id} ran out before it was disarmed.", Fatal: false) { At = at });
        }

        recorder.Send(new FaultDisarmed(fault.Id, status.Calls, status.Injections) { At = at });
    }

    public async Task DisarmAllAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in armed.ToList())
        {
            await DisarmAsync(fault, cancellationToken);
        }
    }

    private IFaultPort PortOf(PlannedFault fault) => fault.Fault.At.Kind switch
    {
        SiteKind.Dependency => dependencies,
        SiteKind.Container => warden ?? throw new InvalidOperationException("A fault needs a container, and the arm was run without any."),
        _ => agent ?? throw new InvalidOperationException("A fault needs the agent, and the arm was run without it."),
    };

    private static async Task<IReadOnlyList<FaultStatus>> StatusAsync(IFaultPort port, CancellationToken cancellationToken) =>
        await AskAsync(port, new StatusOrder(), cancellationToken) is StatusReply status ? status.Faults : [];

    /// <summary>A port that is gone answers like one that refuses: the arm goes on, and the history says so.</summary>
    private static async Task<AgentReply> AskAsync(IFaultPort port, AgentOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await port.SendAsync(order, cancellationToken);
        }
        catch (IOException e)
        {
            return new RefusedReply(e.Message);
        }
    }
}
