using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine.Diagnosing.Capturing;

/// <summary>Looks at a process over a window of time. Whatever cannot be seen becomes a note, and never an error.</summary>
internal sealed class Capture(DiagnosisTarget target, DiagnosisOptions options, Procfs processes, TimeProvider time) : IDisposable
{
    /// <summary>For one walk over the heap: two of them and the window are to fit into ten seconds.</summary>
    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(1.8);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private readonly CodePlaces places = new(target.Root);
    private readonly WaitTally waits = new();
    private readonly List<string> notes = [];

    public async Task<Signals> RunAsync(CancellationToken cancellationToken)
    {
        var (attachment, whyNot) = Attachment.Open(target, processes);
        using var _ = attachment;
        if (whyNot is not null)
        {
            notes.Add(whyNot);
        }

        var began = time.GetTimestamp();
        var kernel = KernelLook.At(processes, target.ProcessId);
        var stacks = attachment is null ? null : new StackLook(attachment, places, processes, target.ProcessId);
        var heap = attachment is null ? null : new HeapLook(attachment, places);

        var first = Walk(heap, cancellationToken);
        while (time.GetElapsedTime(began) < options.Window)
        {
            waits.Add(Threads(stacks, cancellationToken));
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        }

        var last = Walk(heap, cancellationToken);
        waits.Add(Threads(stacks, cancellationToken));
        var window = time.GetElapsedTime(began);
        var later = KernelLook.At(processes, target.ProcessId);
        return new Signals
        {
            WindowSeconds = window.TotalSeconds,
            IsPaused = target.IsPaused,
            HasEnded = processes.Stat(target.ProcessId) is not { Dead: false },
            Processor = kernel.Until(later),
            Threads = new Change(kernel.Threads.Count, later.Threads.Count),
            Waits = waits.Sum(),
            Awaits = first is not null && last is not null ? AwaitChanges.Between(first, last) : [],
            Notes = [.. notes, .. places.WithoutSymbols.Select(a => $"no portable PDB of {a}: its methods are named without lines")],
        };
    }

    public void Dispose() => places.Dispose();

    private HeapSeen? Walk(HeapLook? heap, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestWalk, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return heap?.Look(either.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notes.Add($"the heap could not be read: {e.Message}");
            return null;
        }
    }

    private IReadOnlyList<BlockedThread> Threads(StackLook? stacks, CancellationToken cancellationToken)
    {
        try
        {
            return stacks?.Look(cancellationToken) ?? [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notes.Add($"the threads could not be read: {e.Message}");
            return [];
        }
    }
}
