using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Looks at a process over a window of time. Whatever cannot be seen becomes a note, and never an error.</summary>
internal sealed class Capture(DiagnoseOrder target, Procfs processes, TimeProvider time) : IAsyncDisposable
{
    /// <summary>For one walk over the heap: two of them and the window are to fit into ten seconds.</summary>
    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(1.8);

    private static readonly TimeSpan LongestFollow = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestCollection = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private readonly CodePlaces places = new(target.Root);
    private readonly WaitTally waits = new();
    private readonly List<string> notes = [];
    private DiagnosticsClientConnector? connector;

    public async Task<Signals> RunAsync(CancellationToken cancellationToken)
    {
        var opening = OpenEventsAsync(cancellationToken);
        var (attachment, whyNot) = Attachment.Open(target, processes);
        using var _ = attachment;
        await using var events = Noted(await opening.ConfigureAwait(false));
        if (whyNot is not null)
        {
            notes.Add(whyNot);
        }

        var began = time.GetTimestamp();
        var kernel = KernelLook.At(processes, target.ProcessId);
        var stacks = attachment is null ? null : new StackLook(attachment, places);
        var heap = attachment is null ? null : new HeapLook(attachment, places);

        var collected = await CollectAsync(attachment, events, cancellationToken).ConfigureAwait(false);
        var first = Walk(heap, cancellationToken);
        var owned = collected ? Owned(attachment!, cancellationToken) : null;
        while (time.GetElapsedTime(began).TotalSeconds < target.WindowSeconds)
        {
            waits.Add(Threads(stacks, cancellationToken));
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        }

        collected = collected && await CollectAsync(attachment, events, cancellationToken).ConfigureAwait(false);
        var last = Walk(heap, cancellationToken);
        var threads = Threads(stacks, cancellationToken);
        waits.Add(threads);
        var window = time.GetElapsedTime(began).TotalSeconds;
        var later = KernelLook.At(processes, target.ProcessId);
        return new Signals
        {
            WindowSeconds = window,
            IsPaused = target.IsPaused,
            HasEnded = processes.Stat(target.ProcessId) is not { Dead: false },
            Processor = kernel.Until(later),
            Threads = new Change(kernel.Threads.Count, later.Threads.Count),
            Waits = waits.Sum(),
            Awaits = first is not null && last is not null ? AwaitChanges.Between(first, last) : [],
            Growth = owned is not null && collected && Owned(attachment!, cancellationToken) is { } ownedLast
                ? Seen(() => new GrowthLook(attachment!, places, events?.Made).Between(owned, ownedLast), "growth") ?? []
                : [],
            Locks = attachment is null ? [] : Seen(() => OwnerLook.Rank(attachment.Runtime, events?.Locks, threads), "locks") ?? [],
            Traffic = events is null ? null : TrafficLook.Traffic(events.Meters),
            Pool = events is null ? null : TrafficLook.Pool(events.Meters),
            Memory = events?.Meters.Level("dotnet.gc.last_collection.memory.committed_size") is { } managed
                ? new MemorySignals(new Change(kernel.ResidentBytes, later.ResidentBytes), managed)
                : null,
            Collector = events is null ? null : TrafficLook.Collector(events.Pauses, window, last?.Bytes ?? 0),
            PauseMs = events?.Pauses.LongestOursMs ?? 0,
            Notes = [.. notes.Distinct(), .. places.WithoutSymbols.Select(a => $"no portable PDB of {a}: its methods are named without lines")],
        };
    }

    public async ValueTask DisposeAsync()
    {
        places.Dispose();
        if (connector is not null)
        {
            await connector.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<(EventLook? Look, string? WhyNot)> OpenEventsAsync(CancellationToken cancellationToken)
    {
        if (target.Socket is not { } socket)
        {
            return (null, "its runtime offers no diagnostics (DOTNET_EnableDiagnostics=0?): lock times, requests and collections are not known");
        }

        if (target.IsPaused)
        {
            return (null, null);
        }

        connector = await DiagnosticsClientConnector.FromDiagnosticPort($"{socket},connect", cancellationToken).ConfigureAwait(false);
        return await EventLook.OpenAsync(connector.Instance, time, cancellationToken).ConfigureAwait(false);
    }

    private EventLook? Noted((EventLook? Look, string? WhyNot) opened)
    {
        if (opened.WhyNot is { } why)
        {
            notes.Add(why);
        }

        return opened.Look;
    }

    private async Task<bool> CollectAsync(Attachment? attachment, EventLook? events, CancellationToken cancellationToken)
    {
        if (attachment is null || events is null)
        {
            return false;
        }

        var bytes = attachment.Runtime.Heap.Segments.Sum(s => (long)s.CommittedMemory.Length);
        if (bytes > target.CollectUpToBytes)
        {
            notes.Add($"the heap is {bytes >> 20} MiB: collecting it would hold the process up, so growth was not measured");
            return false;
        }

        return await events.CollectAsync(LongestCollection, cancellationToken).ConfigureAwait(false);
    }

    private HeapSeen? Walk(HeapLook? heap, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestWalk, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var seen = heap is null ? null : Seen(() => heap.Look(either.Token), "heap");
        if (seen is { IsWhole: false })
        {
            notes.Add(FormattableString.Invariant($"the heap is large: only a part of it was read in {LongestWalk.TotalSeconds:0.0} s, and counts are lower bounds"));
        }

        return seen;
    }

    private OwnedObjects? Owned(Attachment attachment, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestFollow, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        return Seen(() => OwnedObjects.Look(attachment.Runtime, either.Token), "owners of objects");
    }

    private IReadOnlyList<BlockedThread> Threads(StackLook? stacks, CancellationToken cancellationToken) =>
        stacks is null ? [] : Seen(() => stacks.Look(cancellationToken), "threads") ?? [];

    /// <summary>The process goes on while it is read, so what is read may make no sense, in ways that cannot be listed.</summary>
    private T? Seen<T>(Func<T> look, string what) where T : class
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notes.Add($"its {what} could not be read: {e.Message}");
            return null;
        }
    }
}
