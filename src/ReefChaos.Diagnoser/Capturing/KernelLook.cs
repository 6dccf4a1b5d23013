using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Processor time of all threads, and how its quota held the process back, at one moment.</summary>
internal sealed record KernelLook(IReadOnlyDictionary<int, ThreadSchedule> Threads, ThrottleLook Quota)
{
    public static KernelLook At(Procfs processes, int processId) => new(
        processes.ThreadIds(processId)
            .Select(id => (Id: id, Times: ThreadTexts.Schedule(processes.ReadThread(processId, id, "schedstat"))))
            .Where(t => t.Times is not null)
            .ToDictionary(t => t.Id, t => t.Times!.Value),
        ThrottleLook.At(processes, processId));

    public ProcessorSignals Until(KernelLook later, double seconds)
    {
        var restless = later.Threads
            .Where(t => Threads.ContainsKey(t.Key))
            .Select(t => t.Value.Since(Threads[t.Key]))
            .Where(t => t.RunSeconds + t.WaitSeconds >= Marks.RestlessShare * seconds && t.RunSeconds >= Marks.StarvedRunPerTurn * t.Turns)
            .ToList();
        return new ProcessorSignals(restless.Sum(t => t.RunSeconds), restless.Sum(t => t.WaitSeconds), Quota.ShareUntil(later.Quota));
    }
}
