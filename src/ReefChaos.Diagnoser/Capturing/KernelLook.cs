using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Processor time of all threads, at one moment.</summary>
/// <param name="ResidentBytes">Memory that is no file's.</param>
internal sealed record KernelLook(IReadOnlyDictionary<int, ThreadSchedule> Threads, long ResidentBytes)
{
    public static KernelLook At(Procfs processes, int processId) => new(processes.ThreadIds(processId)
        .Select(id => (Id: id, Times: ThreadTexts.Schedule(processes.ReadThread(processId, id, "schedstat"))))
        .Where(t => t.Times is not null)
        .ToDictionary(t => t.Id, t => t.Times!.Value), (processes.Status(processId, "RssAnon") ?? 0) << 10);

    /// <summary>A thread that is new since counts from its start; one that has ended meanwhile is lost.</summary>
    public ProcessorSignals Until(KernelLook later)
    {
        double ran = 0, waited = 0;
        var turns = 0L;
        foreach (var (id, now) in later.Threads)
        {
            var before = Threads.GetValueOrDefault(id);
            ran += Math.Max(0, now.RunSeconds - before.RunSeconds);
            waited += Math.Max(0, now.WaitSeconds - before.WaitSeconds);
            turns += Math.Max(0, now.Turns - before.Turns);
        }

        return new ProcessorSignals(ran, waited, turns);
    }
}
