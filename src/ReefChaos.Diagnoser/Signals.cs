using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser;

/// <summary>Everything that was seen of a process from outside, over a window of some seconds; what it means is for the classifier.</summary>
internal sealed record Signals
{
    public double WindowSeconds { get; init; }

    /// <summary>Stopped by a signal or a frozen container: then nothing else can be judged.</summary>
    public bool IsPaused { get; init; }

    /// <summary>It ended while it was looked at.</summary>
    public bool HasEnded { get; init; }

    public ProcessorSignals Processor { get; init; } = new(0, 0, 0);

    public IReadOnlyList<ThreadWaits> Waits { get; init; } = [];

    public IReadOnlyList<ParkedAwaits> Awaits { get; init; } = [];

    /// <summary>Longest wait first.</summary>
    public IReadOnlyList<LockSignals> Locks { get; init; } = [];

    /// <summary>Fastest growing first.</summary>
    public IReadOnlyList<TypeGrowth> Growth { get; init; } = [];

    /// <summary>What takes most memory at the last look, the most first; what it took at the first one is not known.</summary>
    public IReadOnlyList<TypeGrowth> Kept { get; init; } = [];

    /// <summary>Of the heap, what was in use before the trouble began, and what the last collection of all generations left; null where either is not known.</summary>
    public Change? InUse { get; init; }

    /// <summary>The most that the heap may be; null where that is not known.</summary>
    public long? HeapLimit { get; init; }

    /// <summary>Only a part of the window is over, and the process goes on.</summary>
    public bool IsEarly { get; init; }

    public PoolSignals? Pool { get; init; }

    public TrafficSignals? Traffic { get; init; }

    public CollectorSignals? Collector { get; init; }

    public MemorySignals? Memory { get; init; }

    public ConnectionSignals Connections { get; init; } = new(default, 0);

    /// <summary>Threads of the process, at the first and at the last look.</summary>
    public Change Threads { get; init; } = new(0, 0);

    /// <summary>The longest that looking held the process up.</summary>
    public double PauseMs { get; init; }

    /// <summary>What could not be seen, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

internal readonly record struct Change(long First, long Last)
{
    public long Growth => Last - First;
}

/// <summary>Of those threads that never rested, and used each turn up: all through the window they ran or wanted to. One that wakes for a moment, and then waits its turn, tells nothing.</summary>
/// <param name="RunSeconds">On a processor, summed over them.</param>
/// <param name="WaitSeconds">Ready to run, and no processor free for it.</param>
/// <param name="ThrottledShare">Of the periods of the group's quota, those in which the process wanted more; nought without a quota.</param>
internal sealed record ProcessorSignals(double RunSeconds, double WaitSeconds, double ThrottledShare);

/// <summary>What a blocked thread waits for.</summary>
internal enum WaitKind
{
    /// <summary>Anything that tells nothing: an event, a sleep, an idle loop.</summary>
    Other,
    NativeCall,
    Monitor,
    Lock,
    Semaphore,
    ReaderWriterLock,

    /// <summary>A task, blocking: sync over async.</summary>
    Task,

    /// <summary>An answer, blocking: a socket, an HTTP client, another process, a library such as a database driver.</summary>
    Answer,

    /// <summary>Room in a bounded collection, blocking.</summary>
    ChannelWrite,

    /// <summary>An event, a barrier or a flag of the user's: idle threads wait so too.</summary>
    Gate,
}

/// <summary>Threads that block at the same place for the same thing.</summary>
/// <param name="What">The call that blocks.</param>
/// <param name="Count">At the first and at the last look.</param>
/// <param name="Mean">How many do so at a time, over all looks.</param>
/// <param name="Lasting">How many did so from the first look to the last one without a break.</param>
internal sealed record ThreadWaits(WaitKind Kind, string What, CodeSite? Where, bool OnPool, Change Count, double Mean, int Lasting);

/// <summary>What a parked async method waits for at its end.</summary>
internal enum AwaitKind
{
    /// <summary>A task that somebody else completes.</summary>
    Other,
    Http,
    Socket,
    ChannelWrite,
    Semaphore,

    /// <summary>Something that a library of the user's waits for, such as a database driver.</summary>
    Library,

    /// <summary>A timer: it ends by itself.</summary>
    Delay,
}

/// <summary>Async methods that are parked at the same await for the same thing.</summary>
/// <param name="What">The type that is awaited in the end.</param>
/// <param name="Count">At the first and at the last look.</param>
/// <param name="Lasting">How many of the first look's were still there at the last one.</param>
/// <param name="InRequest">How many of the last look's hold a request of this server up.</param>
/// <param name="Blocking">For how many of the last look's a thread blocks.</param>
internal sealed record ParkedAwaits(AwaitKind Kind, string What, CodeSite? Where, Change Count, int Lasting, int InRequest, int Blocking)
{
    /// <summary>Of an HTTP call.</summary>
    public string? Host { get; init; }
}

/// <param name="Name">Kind and object, such as <c>Monitor of Shop.PriceFeed</c>.</param>
/// <param name="WaitSeconds">Of ended waits, summed over threads, in the window.</param>
/// <param name="Waiting">At the last look.</param>
/// <param name="Owner">Who holds it; null where that is not known.</param>
internal sealed record LockSignals(string Name, double WaitSeconds, int Waits, int Waiting, LockOwner? Owner);

/// <param name="In">Where the thread is blocked itself; null where it runs.</param>
internal sealed record LockOwner(ulong Thread, OwnerWait? In);

/// <param name="What">The call that blocks.</param>
internal sealed record OwnerWait(WaitKind Kind, string What, CodeSite? Where);

/// <summary>Objects of one type that the same type of the user's keeps, or the same root, without those that go with a request or a parked method.</summary>
/// <param name="Bytes">Of the objects themselves, without what they refer to.</param>
/// <param name="Path">From the root to one of them.</param>
/// <param name="IsUsers">The user's code keeps them: one of his types or static fields is on the way.</param>
/// <param name="Where">Where they are made, of samples; null where none was caught.</param>
internal sealed record TypeGrowth(string Type, Change Count, Change Bytes, IReadOnlyList<string> Path, bool IsUsers, CodeSite? Where)
{
    /// <summary>Names owner and type at a later look.</summary>
    public (ulong Owner, ulong Type) Owned { get; init; }

    /// <summary>ReefChaos's own fault keeps them.</summary>
    public bool IsInjected { get; init; }

    /// <summary>Who keeps them has a limit for them.</summary>
    public bool IsLimited { get; init; }

    /// <summary>At a look soon after the later one there were hardly more: whatever keeps them is full.</summary>
    public bool HasStopped { get; init; }
}

/// <param name="Workers">Threads that the pool has.</param>
/// <param name="Queue">Work that waits for a thread.</param>
/// <param name="Completed">Work that ended in the window.</param>
internal sealed record PoolSignals(Change Workers, Change Queue, long Completed);

/// <summary>Requests within the window.</summary>
/// <param name="Served">By this process.</param>
/// <param name="Answered">Of the HTTP calls that it made, whether well or not.</param>
internal sealed record TrafficSignals(long Served, long Answered);

/// <param name="Made">Connections that the process made itself.</param>
/// <param name="Unread">How many of the last look's have something that it has not fetched.</param>
internal sealed record ConnectionSignals(Change Made, int Unread)
{
    /// <summary>Where the user's code makes what connects, and not once for all; null where it does not.</summary>
    public CodeSite? Where { get; init; }
}

/// <summary>Memory that is neither a file's nor the collector's, in bytes, at the first look, in the middle of the window, and at the last one.</summary>
internal sealed record MemorySignals(long First, long Middle, long Last)
{
    /// <summary>Where the user's code takes such memory, and does not give it back in the same method; null where it does not.</summary>
    public CodeSite? Where { get; init; }
}

/// <param name="PauseShare">Of the window, in which collections held the process up, without those that looking caused.</param>
/// <param name="Interval">Seconds from one collection to the next; null where there was none.</param>
internal sealed record CollectorSignals(double PauseShare, long HeapBytes, double? Interval);
