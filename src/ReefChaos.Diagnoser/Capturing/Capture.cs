using System.Runtime.CompilerServices;
using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Looks at a process over a window of time. Whatever cannot be seen becomes a note, and never an error.</summary>
internal sealed class Capture(DiagnoseOrder target, Procfs processes, TimeProvider time)
{
    private const string GrowthWord = "growth";

    private static readonly TimeSpan LongestCollection = TimeSpan.FromSeconds(1.5);

    /// <summary>From when on there is no time for one more look at who keeps what.</summary>
    private static readonly TimeSpan LatestLook = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private readonly Notes notes = new();
    private readonly WaitTally waits = new();

    /// <summary>What was seen so far, each time that there is more: reading a process that goes on can end the reader, and what it had seen counts all the same.</summary>
    public async IAsyncEnumerable<Signals> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (PausedProcess.Is(processes, target.ProcessId))
        {
            yield return new Signals { IsPaused = true };
            yield break;
        }

        await using var port = await DiagnosticPort.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        var opening = OpenEventsAsync(port, cancellationToken);
        using var memory = new MemoryLooks(target, processes, notes, time);
        await using var events = await opening.ConfigureAwait(false);
        await foreach (var signals in LookAsync(memory, events, cancellationToken).ConfigureAwait(false))
        {
            memory.NoteMissingSymbols();
            yield return signals with { Notes = [.. notes.All] };
        }
    }

    private async IAsyncEnumerable<Signals> LookAsync(MemoryLooks memory, EventLook? events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var kernel = KernelLook.At(processes, target.ProcessId);
        var connections = SocketLook.At(processes, target.ProcessId).Made;
        var collects = events is not null && MayCollect(memory) && await CollectAsync(events, cancellationToken).ConfigureAwait(false);
        var seen = new Signals();

        // On a busy machine the looks at the heap take up all of the window.
        waits.Add(memory.Threads(cancellationToken));
        var owned = collects || target.HeapBeforeBytes is not null ? memory.Owned(GrowthWord, cancellationToken) : null;
        var ownedAt = Elapsed(began);
        if (target.HeapBeforeBytes is not null && events is not null)
        {
            // At once: a process that leaks may end before it was looked at for long enough.
            seen = seen with { WindowSeconds = Elapsed(began), Kept = memory.Kept(owned, events.Made), InUse = InUse(events), HeapLimit = target.HeapLimitBytes };
            yield return seen with { IsEarly = true };
        }

        var first = memory.Walk(cancellationToken);
        var native = new List<long?> { memory.NativeBytes };
        while (Lives && Elapsed(began) < target.WindowSeconds)
        {
            waits.Add(memory.Threads(cancellationToken));
            native.Add(memory.NativeBytes);
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        }

        // Before it is collected: that moves what is known by its address.
        var last = memory.Walk(cancellationToken);
        var threads = memory.Threads(cancellationToken);
        waits.Add(threads);
        var window = Elapsed(began);
        var later = KernelLook.At(processes, target.ProcessId);
        seen = seen with
        {
            WindowSeconds = window,
            IsPaused = PausedProcess.Is(processes, target.ProcessId),
            HasEnded = !Lives,
            Processor = kernel.Until(later, window),
            Threads = new Change(kernel.Threads, later.Threads),
            Waits = waits.Sum(),
            Awaits = first is not null && last is not null ? AwaitChanges.Between(first, last) : [],
            Locks = memory.Locks(events?.Locks, threads),
            Connections = Connections(memory, connections),
            Traffic = events is null ? null : MeterLook.Traffic(events.Meters),
            Pool = events is null ? null : MeterLook.Pool(events.Meters),
            Memory = native is [{ } begin, .., { } end] && native[native.Count / 2] is { } middle ? new MemorySignals(begin, middle, end) { Where = end > begin ? memory.Calling(Keepers.TakesMemory) : null } : null,
            InUse = events is null ? null : InUse(events),
            Collector = events is null ? null : MeterLook.Collector(events.Pauses, window, last?.Bytes ?? 0),
            PauseMs = Math.Round(events?.Pauses.LongestOursMs ?? 0, 3),
        };
        if (events is not null && seen is { Pool: null, HasEnded: false })
        {
            notes.Add("its runtime publishes no meters (it is older than .NET 9, or EventSourceSupport is off, as it may be in a trimmed app): the pool's state and requests are not known");
        }

        yield return seen;
        if (!seen.HasEnded && collects && owned is { IsWhole: true } && await CollectAsync(events!, cancellationToken).ConfigureAwait(false))
        {
            await foreach (var grown in GrownAsync(seen, memory, events!, owned, began, ownedAt, cancellationToken).ConfigureAwait(false))
            {
                yield return grown;
            }
        }
    }

    /// <summary>What grew since the first look at who keeps what, and then, where there is time for it, which of that grows on.</summary>
    /// <param name="firstAt">When that look had ended, in seconds from the beginning.</param>
    private async IAsyncEnumerable<Signals> GrownAsync(
        Signals seen, MemoryLooks memory, EventLook events, OwnedObjects first, long began, double firstAt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = memory.Owned(GrowthWord, cancellationToken);
        var lastAt = Elapsed(began);
        seen = seen with
        {
            Growth = memory.Growth(first, last, events.Made),
            Kept = target.HeapBeforeBytes is null ? [] : memory.Kept(last, events.Made),
            InUse = InUse(events),
            PauseMs = Math.Round(events.Pauses.LongestOursMs, 3),
        };
        yield return seen;
        if (!seen.Growth.Any(g => g.IsUsers) || Elapsed(began) > LatestLook.TotalSeconds)
        {
            yield break;
        }

        await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        if (memory.Owned("whether growth goes on", cancellationToken) is { IsWhole: true } since)
        {
            yield return seen with { Growth = GoingOn.Of(seen.Growth, last!, since, (Elapsed(began) - lastAt) / (lastAt - firstAt)) };
        }
    }

    private double Elapsed(long since) => time.GetElapsedTime(since).TotalSeconds;

    private ConnectionSignals Connections(MemoryLooks memory, int before)
    {
        var (made, unread) = SocketLook.At(processes, target.ProcessId);
        return new ConnectionSignals(new Change(before, made), unread) { Where = made > before ? memory.Calling(Keepers.Connects) : null };
    }

    private Change? InUse(EventLook events) =>
        target.HeapBeforeBytes is { } before && events.Heap.InUseBytes is { } inUse ? new Change(before, inUse) : null;

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
        if (memory.MovableBytes is not { } bytes)
        {
            return false;
        }

        if (bytes > target.CollectUpToBytes)
        {
            notes.Add($"the heap has {bytes >> 20} MiB of small objects: collecting it would hold the process up, so growth was not measured while looking");
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
