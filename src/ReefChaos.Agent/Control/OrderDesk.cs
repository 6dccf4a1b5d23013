using System.Runtime.InteropServices;
using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Wire;

namespace ReefChaos.Agent.Control;

/// <summary>Follows the orders of all sessions.</summary>
internal sealed class OrderDesk(
    SiteMap sites, TargetEnvironment environment, Troubles troubles, LeaseKeeper keeper, Janitor janitor, TimeProvider time)
{
    public const int LongestLeaseMs = 600_000;

    private readonly Ledger ledger = new();

    public WelcomeReply Welcome() => new(
        Environment.ProcessId,
        RuntimeInformation.FrameworkDescription,
        RuntimeView.Facts(),
        environment.Name);

    /// <param name="mine">What the asking session armed; arming adds to it.</param>
    /// <exception cref="RefusedException">The order can't be followed.</exception>
    /// <exception cref="InvalidDataException">The order lacks a part.</exception>
    public AgentReply Answer(AgentOrder order, List<ArmedFault> mine)
    {
        switch (order)
        {
            case ArmOrder arm:
                mine.RemoveAll(f => !f.IsArmed);
                mine.Add(Arm(arm));
                return new DoneReply();
            case RenewOrder renew:
                keeper.Renew(Lease(renew.LeaseMs));
                return new DoneReply();
            case DisarmOrder disarm:
                Disarm(disarm.Id);
                return new DoneReply();
            case StatusOrder:
                return new StatusReply(ledger.Statuses, troubles.All);
            case CheckOrder:
                throw new RefusedException("The agent checks no fault beforehand: whether it can act shows when it is armed.");
            case LookOrder:
                return RuntimeView.Now();
            default:
                throw new InvalidDataException("Hello was said already.");
        }
    }

    public void DisarmAll() => Disarm(ledger.Armed(id: null));

    /// <summary>All are released before any is waited for.</summary>
    public void Disarm(IReadOnlyList<ArmedFault> faults)
    {
        foreach (var fault in faults)
        {
            keeper.Forget(fault);
            fault.Release(leaseRanOut: false);
        }

        foreach (var fault in faults)
        {
            fault.Dispose();
        }
    }

    private void Disarm(string? id)
    {
        if (id is not null && !ledger.Knows(id))
        {
            throw new RefusedException($"'{id}' was never armed.");
        }

        Disarm(ledger.Armed(id));
    }

    private ArmedFault Arm(ArmOrder order)
    {
        if (string.IsNullOrEmpty(order.Id) || order.Fault?.At is null)
        {
            throw new InvalidDataException("An arm order needs an id, a fault and its site.");
        }

        if (environment.ForbidsFaults)
        {
            throw new RefusedException(
                $"The target runs in the {environment.Name} environment: set ASPNETCORE_ENVIRONMENT to another, or {AgentEnvironment.AllowProduction}=1.");
        }

        var fault = new ArmedFault(order.Id, order.Fault, order.Seed, time);
        try
        {
            return Arm(fault, Lease(order.LeaseMs));
        }
        catch
        {
            ledger.Remove(fault);
            Disarm([fault]);
            throw;
        }
    }

    /// <summary>The lease begins before the fault does, so that arming that gets stuck ends too.</summary>
    private ArmedFault Arm(ArmedFault fault, TimeSpan lease)
    {
        var injector = InjectorCatalogue.Make(fault, sites);
        fault.Use(injector, janitor);
        ledger.Add(fault);
        if (!keeper.TryAdd(fault, lease))
        {
            throw new RefusedException($"At most {LeaseKeeper.MostArmed} faults can be armed at once.");
        }

        injector.Start();
        return fault;
    }

    private static TimeSpan Lease(int milliseconds) => milliseconds is > 0 and <= LongestLeaseMs
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new RefusedException($"A lease lasts from 1 to {LongestLeaseMs} ms, not {milliseconds}.");
}
