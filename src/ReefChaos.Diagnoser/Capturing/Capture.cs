using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Looks at a process over a window of time. Whatever cannot be seen becomes a note, and never an error.</summary>
internal sealed class Capture(DiagnoseOrder target, Procfs processes, TimeProvider time)
{
    private static readonly TimeSpan LongestCollection = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private readonly Notes notes = new();
    private readonly WaitTally waits = new();

    public async Task<Signals> RunAsync(CancellationToken cancellationToken)
    {
        if (PausedProcess.Is(processes, target.ProcessId))
        {
            return new Signals { IsPaused = true };
        }

        await using var port = await DiagnosticPort.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        var opening = OpenEventsAsync(port, cancellationToken);
        Signals signals;
        using (var memory = new MemoryLooks(target, processes, notes, time))
        {
            await using var events = await opening.ConfigureAwait(false);
            signals = await LookAsync(memory, events, cancellationToken).ConfigureAwait(false);
        }

        return signals with { Notes = [.. notes.All] };
    }

    private async Task<Signals> LookAsync(MemoryLooks memory, EventLook? events, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var kernel = KernelLook.At(processes, target.ProcessId);
        var collects = events is not null && MayCollect(memory) && await CollectAsync(events, cancellationToken).ConfigureAwait(false);
        var owned = collects ? memory.Owned(cancellationToken) : null;
        var first = memory.Walk(cancellationToken);
        var native = new List<long?> { memory.NativeBytes };
        while (Lives && time.GetElapsedTime(began).TotalSeconds < target.WindowSeconds)
        {
            waits.Add(memory.Threads(cancellationToken));
            native.Add(memory.NativeBytes);
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        }

        // Before it is collected: that moves what is known by its address.
        var last = memory.Walk(cancellationToken);
        collects = collects && owned is { IsWhole: true } && await CollectAsync(events!, cancellationToken).ConfigureAwait(false);
        var growth = collects ? memory.Growth(owned, memory.Owned(cancellationToken), events!.Made) : [];
        var threads = memory.Threads(cancellationToken);
        waits.Add(threads);
        var window = time.GetElapsedTime(began).TotalSeconds;
        var later = KernelLook.At(processes, target.ProcessId);
        return new Signals
        {
            WindowSeconds = window,
            IsPaused = PausedProcess.Is(processes, target.ProcessId),
            HasEnded = !Lives,
            Processor = kernel.Until(later, window),
            Threads = new Change(kernel.Threads.Count, later.Threads.Count),
            Waits = waits.Sum(),
            Awaits = first is not null && last is not null ? AwaitChanges.Between(first, last) : [],
            Growth = growth,
            Locks = memory.Locks(events?.Locks, threads),
            Connections = SocketLook.At(processes, target.ProcessId),
            Traffic = events is null ? null : MeterLook.Traffic(events.Meters),
            Pool = events is null ? null : MeterLook.Pool(events.Meters),
            Memory = native is [{ } begin, .., { } end] && native[native.Count / 2] is { } middle ? new MemorySignals(begin, middle, end) : null,
            Collector = events is null ? null : MeterLook.Collector(events.Pauses, window, last?.Bytes ?? 0),
            PauseMs = Math.Round(events?.Pauses.LongestOursMs ?? 0, 3),
        };
    }

    private bool Lives => processes.Stat(target.ProcessId) is { Dead: false };

    private async Task<EventLook?> OpenEventsAsync(DiagnosticPort? port, CancellationToken cancellationToken)
    {
        if (port is null)
        {
            notes.Add("its runtime offers no diagnostics (DOTNET_EnableDiagnostics=0?): lock times, requests, collections and growth are not known");
            return null;
        }

        var (events, whyNot) = await EventLook.OpenAsync(port.Client, time, cancellationToken).ConfigureAwait(false);
        notes.Add(whyNot);
        return events;
    }

    private bool MayCollect(MemoryLooks memory)
    {
        if (memory.HeapBytes is not { } bytes)
        {
            return false;
        }

        if (bytes > target.CollectUpToBytes)
        {
            notes.Add($"the heap is {bytes >> 20} MiB: collecting it would hold the process up, so growth was not measured");
        }

        return bytes <= target.CollectUpToBytes;
    }

    private async Task<bool> CollectAsync(EventLook events, CancellationToken cancellationToken)
    {
        var collected = await events.CollectAsync(LongestCollection, cancellationToken).ConfigureAwait(false);
        notes.Add(collected ? null : "its heap was not collected in time: growth was not measured");
        return collected;
    }
}
