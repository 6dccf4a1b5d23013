using ReefChaos.Wire;

namespace ReefChaos.Agent.Lease;

/// <summary>All faults that were ever armed, in the order of arming; of those disarmed, the last thousand.</summary>
internal sealed class Ledger
{
    private const int MostKept = 1000;

    private readonly Lock latch = new();
    private readonly List<ArmedFault> faults = [];

    public IReadOnlyList<FaultStatus> Statuses
    {
        get
        {
            lock (latch)
            {
                return [.. faults.Select(f => f.Status)];
            }
        }
    }

    /// <summary>A disarmed fault of the same id gives way.</summary>
    /// <exception cref="RefusedException">The id is armed already.</exception>
    public void Add(ArmedFault fault)
    {
        lock (latch)
        {
            if (faults.Any(f => f.Id == fault.Id && f.IsArmed))
            {
                throw new RefusedException($"'{fault.Id}' is armed already: disarm it first, or use another id.");
            }

            faults.RemoveAll(f => f.Id == fault.Id);
            if (faults.Count >= MostKept && faults.FindIndex(f => !f.IsArmed) is >= 0 and var oldest)
            {
                faults.RemoveAt(oldest);
            }

            faults.Add(fault);
        }
    }

    public void Remove(ArmedFault fault)
    {
        lock (latch)
        {
            faults.Remove(fault);
        }
    }

    /// <summary>The armed ones; null is all of them.</summary>
    public IReadOnlyList<ArmedFault> Armed(string? id)
    {
        lock (latch)
        {
            return [.. faults.Where(f => f.IsArmed && (id is null || f.Id == id))];
        }
    }

    public bool Knows(string id)
    {
        lock (latch)
        {
            return faults.Any(f => f.Id == id);
        }
    }
}
