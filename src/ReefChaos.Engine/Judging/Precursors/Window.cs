using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Precursors;

/// <summary>The time before a reading over which counters are averaged.</summary>
/// <param name="Seconds">Its length where there is so much.</param>
/// <param name="Least">What there must be for a reading.</param>
internal sealed record Window(double Seconds, double Least)
{
    /// <summary>Each sample with the oldest in its window; never over a restart, where the counters begin anew.</summary>
    public IEnumerable<(RuntimeSample First, RuntimeSample Last)> Over(History history)
    {
        var restarts = history.Of<TargetRestarted>().Select(r => r.At).ToList();
        return history.Of<RuntimeSample>().GroupBy(s => restarts.Count(r => r <= s.At)).SelectMany(life => Over([.. life]));
    }

    private IEnumerable<(RuntimeSample First, RuntimeSample Last)> Over(List<RuntimeSample> life)
    {
        var first = 0;
        foreach (var last in life)
        {
            while (last.At - life[first].At > Seconds + Thresholds.LookJitter)
            {
                first++;
            }

            if (last.At > life[first].At && last.At - life[first].At >= Least - Thresholds.LookJitter)
            {
                yield return (life[first], last);
            }
        }
    }
}
