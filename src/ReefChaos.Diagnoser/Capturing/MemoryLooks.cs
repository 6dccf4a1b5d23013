using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing.Events;
using ReefChaos.Processes;
using ReefChaos.Verdicts;
using ReefChaos.Wire;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>All that is read out of a process's memory. Without leave to read it, every look is empty.</summary>
internal sealed class MemoryLooks : IDisposable
{
    /// <summary>For one walk over a heap of ordinary size: only a busy machine takes so long.</summary>
    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(2.5);

    /// <summary>For one walk over a large heap: the second of two, and the window, are to fit into ten seconds.</summary>
    private static readonly TimeSpan LongestLargeWalk = TimeSpan.FromSeconds(1.2);

    private const long LargeHeapBytes = 256L << 20;

    /// <summary>For one look at who keeps what.</summary>
    private static readonly TimeSpan LongestFollow = TimeSpan.FromSeconds(1.5);

    private readonly CodeFiles files;
    private readonly CodePlaces places;
    private readonly KeepingPlaces keeping;
    private readonly Attachment? attachment;
    private readonly StackLook? stacks;
    private readonly HeapLook? heap;
    private readonly Notes notes;
    private readonly TimeProvider time;
    private readonly Func<string?> smaps;

    public MemoryLooks(DiagnoseOrder target, Procfs processes, Notes notes, TimeProvider time)
    {
        (this.notes, this.time) = (notes, time);
        smaps = () => processes.Read(target.ProcessId, "smaps");
        files = new CodeFiles(target.Root);
        (places, keeping) = (new CodePlaces(files), new KeepingPlaces(files));
        (attachment, var whyNot) = Attachment.Open(target, processes);
        notes.Add(whyNot);
        if (attachment is not null)
        {
            stacks = new StackLook(attachment, places);
            heap = new HeapLook(attachment, places);
        }
    }

    /// <summary>What a collection would have to move: the heap without large and pinned objects. Null where that is not known.</summary>
    public long? MovableBytes => Bytes(s => s.Kind is not (GCSegmentKind.Large or GCSegmentKind.Pinned or GCSegmentKind.Frozen));

    /// <summary>Memory outside of the managed heap; null where that is not known.</summary>
    public long? NativeBytes => attachment is null || smaps() is not { Length: > 0 } text ? null : (long?)notes.Seen<object>(
        () => attachment.Runtime.Heap.Segments is { Length: > 0 } all ? NativeMemoryLook.Bytes(text, all.Min(s => s.Start), all.Max(s => s.End)) : null!, "heap");

    public IReadOnlyList<BlockedThread> Threads(CancellationToken cancellationToken) =>
        stacks is null ? [] : notes.Seen(() => stacks.Look(cancellationToken), "threads") ?? [];

    public HeapSeen? Walk(CancellationToken cancellationToken)
    {
        var longest = Bytes(_ => true) > LargeHeapBytes ? LongestLargeWalk : LongestWalk;
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var seen = heap is null ? null : notes.Seen(() => heap.Look(either.Token), "heap");
        if (seen is { IsWhole: false })
        {
            notes.Add(FormattableString.Invariant($"only a part of the heap was read in {longest.TotalSeconds:0.0} s: counts are lower bounds"));
        }

        return seen;
    }

    /// <param name="unknown">What is not known where it took too long.</param>
    public OwnedObjects? Owned(string unknown, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestFollow, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var owned = attachment is null ? null : notes.Seen(() => OwnedObjects.Look(attachment, either.Token), "objects' owners");
        if (owned is { IsWhole: false })
        {
            notes.Add($"the heap has too many objects to follow who keeps all of them: {unknown} was not measured");
        }

        return owned;
    }

    public IReadOnlyList<TypeGrowth> Kept(OwnedObjects? last, AllocationTally made) =>
        attachment is null || last is null ? [] : notes.Seen(() => new GrowthLook(attachment, places, keeping, made).Kept(last), "objects' owners") ?? [];

    public IReadOnlyList<TypeGrowth> Growth(OwnedObjects? first, OwnedObjects? last, AllocationTally made) =>
        attachment is null || first is null || last is null ? []
            : notes.Seen(() => new GrowthLook(attachment, places, keeping, made).Between(first, last), "growth") ?? [];

    public IReadOnlyList<LockSignals> Locks(ContentionTally? contention, IReadOnlyList<BlockedThread> threads) =>
        attachment is null ? [] : notes.Seen(() => OwnerLook.Rank(attachment.Runtime, contention, threads), "locks") ?? [];

    /// <summary>The first place in the user's code that calls such a method, by type and name.</summary>
    public CodeSite? Calling(Func<string, string, bool> wanted) =>
        attachment is null ? null : notes.Seen(() => keeping.Calling(attachment.Runtime, wanted), "code") is [var first, ..] ? first.Site : null;

    /// <summary>Tells what was found to have no symbols, so far.</summary>
    public void NoteMissingSymbols()
    {
        foreach (var assembly in files.WithoutSymbols)
        {
            notes.Add($"no portable PDB of {assembly}: its methods are named without lines");
        }
    }

    public void Dispose()
    {
        attachment?.Dispose();
        files.Dispose();
    }

    /// <summary>What segments of the heap take from the system; null where that is not known.</summary>
    private long? Bytes(Func<ClrSegment, bool> which) => attachment is null ? null
        : (long?)notes.Seen<object>(() => attachment.Runtime.Heap.Segments.Where(which).Sum(s => (long)s.CommittedMemory.Length), "heap");
}
