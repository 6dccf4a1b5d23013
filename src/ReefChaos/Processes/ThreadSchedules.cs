namespace ReefChaos.Processes;

/// <summary>The kernel's books of all threads of a process, at one moment.</summary>
internal sealed record ThreadSchedules(IReadOnlyDictionary<int, ThreadSchedule> Threads)
{
    /// <summary>None where the process is gone, or the kernel keeps no such books.</summary>
    public static ThreadSchedules At(Procfs processes, int processId) => new(
        processes.ThreadIds(processId)
            .Select(id => (Id: id, Times: ThreadSchedule.Parse(processes.ReadThread(processId, id, "schedstat"))))
            .Where(t => t.Times is not null)
            .ToDictionary(t => t.Id, t => t.Times!.Value));

    /// <summary>Seconds that its threads were ready and no processor was free for them, summed over those that live now; null where that is not known.</summary>
    public double? WaitSince(ThreadSchedules before) => Threads.Count == 0 ? null
        : Threads.Sum(t => Math.Max(0, t.Value.Since(before.Threads.GetValueOrDefault(t.Key)).WaitSeconds));
}
