using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>How much of the heap was in use before any fault was armed.</summary>
internal static class HeapBefore
{
    /// <summary>
    /// What the last collection of all generations before the faults left; where there was none, the whole heap then, garbage included,
    /// which is too much and so never makes a leak of what is none. Null where nobody told.
    /// </summary>
    public static long? Of(History history)
    {
        if (history.Of<FaultArmed>().FirstOrDefault() is not { At: var armed } || history.SpanOf(Phase.Baseline) is not { Start: var start })
        {
            return null;
        }

        return Last(history.Of<RuntimeSecond>().Where(IsBefore).Select(s => s.InUseBytes))
            ?? Last(history.Of<RuntimeSample>().Where(IsBefore).Select(s => (long?)s.HeapBytes));

        bool IsBefore(Entry entry) => entry.At >= start && entry.At <= armed;
    }

    private static long? Last(IEnumerable<long?> values) => values.LastOrDefault(v => v is not null);
}
