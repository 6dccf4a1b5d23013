using ReefChaos.Faults;
using ReefChaos.Warden.Injectors;
using ReefChaos.Wire;

namespace ReefChaos.Warden;

/// <summary>Follows the runner's orders, one at a time. It always answers: what goes wrong is a refusal.</summary>
internal sealed class OrderDesk(WardenTools tools) : IDisposable
{
    public const int LongestLeaseMs = 600_000;

    /// <summary>At the end of input, all faults together; what is left then goes with its container.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly Troubles troubles = new();
    private readonly Dictionary<string, ArmedFault> faults = new(StringComparer.Ordinal);

    public async Task<AgentReply> AnswerAsync(AgentOrder order)
    {
        try
        {
            return order switch
            {
                ArmOrder arm => await ArmAsync(arm).ConfigureAwait(false),
                RenewOrder renew => Renew(renew),
                DisarmOrder disarm => await DisarmAsync(disarm.Id).ConfigureAwait(false),
                StatusOrder => await StatusAsync().ConfigureAwait(false),
                CheckOrder check => await CheckAsync(check.Fault).ConfigureAwait(false),
                _ => new RefusedReply($"The warden does not take the order {order.GetType().Name}."),
            };
        }
        catch (RefusedException e)
        {
            return new RefusedReply(e.Message);
        }
        catch (Exception e)
        {
            return new RefusedReply($"The warden failed: {e.GetType().Name}: {e.Message}");
        }
    }

    public async Task EndAllAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit, tools.Time);
        await Task.WhenAll(faults.Values.Select(f => f.TryEndAsync(leaseRanOut: false, limit.Token))).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var fault in faults.Values)
        {
            fault.Dispose();
        }
    }

    private async Task<AgentReply> ArmAsync(ArmOrder order)
    {
        var lease = Lease(order.LeaseMs);
        var injector = InjectorCatalogue.Make(order.Fault, tools);
        if (faults.GetValueOrDefault(order.Id) is { Armed: true })
        {
            throw new RefusedException($"'{order.Id}' is armed already: disarm it first, or use another id.");
        }

        if (faults.Values.FirstOrDefault(f => f.Armed && f.Fault.GetType() == order.Fault.GetType() && f.Fault.At == order.Fault.At) is { } twin)
        {
            throw new RefusedException($"'{twin.Id}' does the same at {order.Fault.At} already, and the one that ends first would end both.");
        }

        var fault = new ArmedFault(order.Id, order.Fault, injector, troubles, tools.Time);
        await fault.ArmAsync(tools.Containers, lease).ConfigureAwait(false);
        faults[order.Id] = fault;
        return new DoneReply();
    }

    private DoneReply Renew(RenewOrder order)
    {
        var lease = Lease(order.LeaseMs);
        foreach (var fault in faults.Values)
        {
            fault.Renew(lease);
        }

        return new DoneReply();
    }

    private async Task<AgentReply> DisarmAsync(string? id)
    {
        if (id is not null && !faults.ContainsKey(id))
        {
            throw new RefusedException($"'{id}' was never armed.");
        }

        foreach (var fault in faults.Values.Where(f => id is null || f.Id == id))
        {
            await fault.DisarmAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return new DoneReply();
    }

    private async Task<AgentReply> StatusAsync()
    {
        var statuses = new List<FaultStatus>();
        foreach (var fault in faults.Values)
        {
            statuses.Add(await fault.StatusAsync().ConfigureAwait(false));
        }

        return new StatusReply(statuses, troubles.All);
    }

    private async Task<AgentReply> CheckAsync(Fault fault)
    {
        await InjectorCatalogue.Make(fault, tools).CheckAsync(CancellationToken.None).ConfigureAwait(false);
        return new DoneReply();
    }

    private static TimeSpan Lease(int milliseconds) => milliseconds is > 0 and <= LongestLeaseMs
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new RefusedException($"A lease lasts from 1 to {LongestLeaseMs} ms, not {milliseconds}.");
}
