using ReefChaos.Plans;

namespace ReefChaos.Load.Running;

/// <summary>The copies of the closed loop, each of which sends when its last answer is there. Their intended start is the actual one.</summary>
/// <remarks>Limit: a stalled target slows the load down, and so hides part of its own stall. Prefer the inject simulations.</remarks>
internal sealed class Copies(ArrivalSchedule schedule, LoadSlice slice)
{
    /// <summary>How old the look at the schedule may be: copies of a ramp that falls end so much late.</summary>
    private const long MaxAge = 1_000_000;

    private readonly HashSet<int> active = [];
    private long lookedAt = long.MinValue;
    private int wanted;
    private int piece = -1;
    private long ordinal = slice.Index;
    private long limit = long.MaxValue;

    public bool Any { get; } = schedule.HasClosed;

    /// <summary>False when all are running that should be.</summary>
    public bool TryStart(long now, out int copy)
    {
        Look(now);
        for (copy = slice.Index; copy < wanted && active.Count < Share && ordinal < limit; copy += slice.Count)
        {
            if (active.Add(copy))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False when the copy is to end, or nothing is left to do.</summary>
    public bool TryContinue(int copy, long now, out long next, out int journey)
    {
        Look(now);
        next = ordinal;
        journey = 0;
        if (copy >= wanted || ordinal >= limit)
        {
            return false;
        }

        ordinal += slice.Count;
        journey = schedule.JourneyFor(next);
        return true;
    }

    public void Stopped(int copy) => active.Remove(copy);

    private void Look(long now)
    {
        if (!Any || now < lookedAt + MaxAge)
        {
            return;
        }

        lookedAt = now;
        var seconds = RunClock.Seconds(now);
        wanted = schedule.CopiesAt(seconds);
        if (schedule.PieceAt(seconds) is var current && current != piece)
        {
            // The journeys that its copies share are those of this piece alone.
            piece = current;
            limit = schedule.IterationsAt(seconds) is { } iterations ? First + iterations : long.MaxValue;
        }
    }

    /// <summary>How many of all copies are this worker's.</summary>
    private int Share => (wanted - slice.Index + slice.Count - 1) / slice.Count;

    /// <summary>The ordinal from which all slices count together, so that they share out the iterations exactly.</summary>
    private long First => ordinal - slice.Index;
}
