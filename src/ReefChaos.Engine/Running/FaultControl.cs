using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>Arms, renews and disarms the planned faults where they act, and records what came of it.</summary>
internal sealed class FaultControl(FaultPorts ports, TimeSpan lease, Recorder recorder, ArmClock clock)
{
    private readonly List<PlannedFault> armed = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public async Task ArmAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var order = new ArmOrder(fault.Id, fault.Fault, fault.Seed, (int)lease.TotalMilliseconds);
        var refusal = await AskAsync(ports.Of(fault), order, cancellationToken) is RefusedReply refused ? refused.Why : null;
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
        foreach (var port in armed.Select(ports.Of).Distinct().ToList())
        {
            if (await AskAsync(port, new RenewOrder((int)lease.TotalMilliseconds), cancellationToken) is RefusedReply refused)
            {
                Tell(port, $"The lease could not be renewed: {refused.Why}");
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

        var port = ports.Of(fault);
        if (await AskAsync(port, new DisarmOrder(fault.Id), cancellationToken) is RefusedReply refused)
        {
            Tell(port, $"{fault.Id} could not be disarmed, so its lease ends it: {refused.Why}");
        }

        var at = clock.Now;
        var status = (await StatusAsync(port, cancellationToken)).FirstOrDefault(s => s.Id == fault.Id);
        if (status is null)
        {
            return;
        }

        if (status.Expired)
        {
            Tell(port, $"The lease of {fault.Id} ran out before it was disarmed.");
        }

        recorder.Send(status.Armed
            ? new FaultSample(fault.Id, status.Calls, status.Injections) { At = at }
            : new FaultDisarmed(fault.Id, status.Calls, status.Injections) { At = at });
    }

    public async Task DisarmAllAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in armed.ToList())
        {
            await DisarmAsync(fault, cancellationToken);
        }
    }

    /// <summary>What went wrong on the other side with no order under way goes to the history, once.</summary>
    private async Task<IReadOnlyList<FaultStatus>> StatusAsync(IFaultPort port, CancellationToken cancellationToken)
    {
        if (await AskAsync(port, new StatusOrder(), cancellationToken) is not StatusReply status)
        {
            return [];
        }

        foreach (var trouble in status.Troubles.Where(told.Add))
        {
            Tell(port, trouble);
        }

        return status.Faults;
    }

    private void Tell(IFaultPort port, string text) =>
        recorder.Send(new Trouble(port == ports.Warden ? "warden" : "agent", text, Fatal: false) { At = clock.Now });

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
