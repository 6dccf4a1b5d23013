using ReefChaos.Engine.Running.Dependencies.Faults;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>Takes the orders for faults at dependencies, as the agent does for those in the target.</summary>
internal sealed class FaultDesk(TimeProvider time, Func<string, FaultLine?> lineOf, Func<IEnumerable<string>> names)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ArmedFault> faults = new(StringComparer.Ordinal);

    public AgentReply Answer(AgentOrder order)
    {
        lock (gate)
        {
            return order switch
            {
                ArmOrder arm => Arm(arm),
                RenewOrder renew => Each(f => f.Renew(TimeSpan.FromMilliseconds(renew.LeaseMs))),
                DisarmOrder { Id: null } => Each(f => f.Dispose()),
                DisarmOrder { Id: { } id } => Disarm(id),
                StatusOrder => new StatusReply([.. faults.Values.Select(f => f.Status)], []),
                _ => new RefusedReply($"Dependencies do not take the order {order.GetType().Name}."),
            };
        }
    }

    private AgentReply Arm(ArmOrder order)
    {
        if (order.Fault.At.Kind != SiteKind.Dependency || lineOf(order.Fault.At.Name) is not { } line)
        {
            return new RefusedReply($"There is no dependency {order.Fault.At}. There are: {string.Join(", ", names().Order())}.");
        }

        if (faults.GetValueOrDefault(order.Id) is { Armed: true })
        {
            return new RefusedReply($"The fault {order.Id} is armed already.");
        }

        if (DependencyInjectors.Make(order.Fault, order.Seed, time) is not { } injector)
        {
            return new RefusedReply($"The fault {order.Id} cannot act at a dependency.");
        }

        faults[order.Id] = new ArmedFault(order, injector, line, time);
        return new DoneReply();
    }

    private AgentReply Disarm(string id)
    {
        if (!faults.TryGetValue(id, out var fault))
        {
            return new RefusedReply($"There is no fault {id}.");
        }

        fault.Dispose();
        return new DoneReply();
    }

    private DoneReply Each(Action<ArmedFault> action)
    {
        foreach (var fault in faults.Values)
        {
            action(fault);
        }

        return new DoneReply();
    }
}
