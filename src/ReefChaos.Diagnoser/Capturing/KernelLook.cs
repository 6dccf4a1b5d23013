using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Processor time of all threads, and how its quota held the process back, at one moment.</summary>
internal sealed record KernelLook(ThreadSchedules Schedules, ThrottleLook Quota)
{
    public int Threads => Schedules.Threads.Count;

    public static KernelLook At(Procfs processes, int processId) => new(ThreadSchedules.At(processes, processId), ThrottleLook.At(processes, processId));

    public ProcessorSignals Until(KernelLook later, double seconds)
    {
        var restless = later.Schedules.Threads
            .Where(t => Schedules.Threads.ContainsKey(t.Key))
            .Select(t => t.Value.Since(Schedules.Threads[t.Key]))
            .Where(t => t.RunSeconds + t.WaitSeconds >= Marks.RestlessShare * seconds && t.RunSeconds >= Marks.StarvedRunPerTurn * t.Turns)
            .ToList();
        return new ProcessorSignals(restless.Sum(t => t.RunSeconds), restless.Sum(t => t.WaitSeconds), Quota.ShareUntil(later.Quota));
    }
}
