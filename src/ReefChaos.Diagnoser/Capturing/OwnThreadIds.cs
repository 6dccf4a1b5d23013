using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Which thread of this machine is meant by an id that the process itself gives: a container counts its own.</summary>
internal sealed class OwnThreadIds(int processId, Procfs processes)
{
    private readonly bool sameHere = processes.SharesOurProcessIds(processId);
    private Dictionary<int, int>? known;

    public IEnumerable<int> All => sameHere ? processes.ThreadIds(processId) : Known.Keys;

    private Dictionary<int, int> Known => known ??= processes.ThreadIds(processId)
        .Select(here => (Here: here, Own: processes.OwnIdOf(processId, here)))
        .Where(t => t.Own is not null)
        .GroupBy(t => t.Own!.Value, t => t.Here)
        .ToDictionary(t => t.Key, t => t.First());

    /// <summary>Threads come and go, and their ids are given again.</summary>
    public void Forget() => known = null;

    /// <summary>Null where there is no such thread.</summary>
    public int? Here(int own) => sameHere ? own : Known.TryGetValue(own, out var here) ? here : null;
}
