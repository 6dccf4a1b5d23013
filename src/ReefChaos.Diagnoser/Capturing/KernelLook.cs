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
            .Select(t => (Run: t.Value.RunSeconds - Threads[t.Key].RunSeconds, Wait: t.Value.WaitSeconds - Threads[t.Key].WaitSeconds))
            .Where(t => t.Run + t.Wait >= Marks.RestlessShare * seconds)
            .ToList();
        return new ProcessorSignals(restless.Sum(t => t.Run), restless.Sum(t => t.Wait), Quota.ShareUntil(later.Quota));
    }
}
