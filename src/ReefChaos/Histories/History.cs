using ReefChaos.Plans;

namespace ReefChaos.Histories;

/// <summary>The append-only record of what happened in an arm.</summary>
public sealed record History(Arm Arm, IReadOnlyList<Entry> Entries)
{
    public IEnumerable<T> Of<T>() where T : Entry => Entries.OfType<T>();

    /// <summary>From when to when a phase ran; null where it never began. An unfinished phase ends with the last entry.</summary>
    public (double Start, double End)? SpanOf(Phase phase)
    {
        var starts = Of<PhaseStarted>().ToList();
        var index = starts.FindIndex(s => s.Phase == phase);
        if (index < 0)
        {
            return null;
        }

        var end = index + 1 < starts.Count ? starts[index + 1].At
            : Of<ArmEnded>().FirstOrDefault()?.At ?? Entries[^1].At;
        return (starts[index].At, end);
    }

    /// <summary>The whole seconds of load that were due within a phase, in order.</summary>
    public IReadOnlyList<LoadSecond> SecondsOf(Phase phase) => SpanOf(phase) is not { } span
        ? []
        : [.. Of<LoadSecond>().Where(s => s.Second >= Math.Round(span.Start) && s.Second + 1 <= Math.Round(span.End)).OrderBy(s => s.Second)];
}
