namespace ReefChaos.Diagnoser;

/// <summary>Every number that the naming of a failure mode depends on.</summary>
internal static class Marks
{
    /// <summary>Of the window, the share in which a thread runs or wants to, if it never rests.</summary>
    public const double RestlessShare = 0.8;

    /// <summary>Seconds of running for each turn on a processor: a thread that lacks time uses its turns up; one that wakes for a moment, or spins, gives them back.</summary>
    public const double StarvedRunPerTurn = 0.5e-3;

    /// <summary>Restless threads are ready so many times longer than they run: the process lacks processor time, and nothing else can be told.</summary>
    public const double StarvedWaitPerRun = 10;

    /// <summary>Periods of its quota in which the process wanted more: one that only works in bursts has fewer.</summary>
    public const double StarvedThrottledShare = 0.75;

    /// <summary>Pool threads in the same native call over the whole window.</summary>
    public const int HungThreads = 2;

    /// <summary>Threads that wait for locks at one place, on average; as many seconds of waiting a second.</summary>
    public const double LockWaiters = 2;

    /// <summary>The same where work waits for a thread meanwhile: a pool with few threads has no more of them to wait.</summary>
    public const double LockWaitersOfFew = 1;

    /// <summary>By the number of those that wait and of requests that are served: so many seconds each waits, where nobody waits for all of the window. A lock that many share for a moment takes less.</summary>
    public const double LockWaitSeconds = 0.05;

    /// <summary>Threads that came to wait for the same thing within the window: the idle ones have waited before.</summary>
    public const int GainedWaiters = 3;

    /// <summary>For each request that is served, so many more wait where requests wait in line.</summary>
    public const double PiledShare = 0.5;

    /// <summary>Parked writers of channels, or threads that wait for room in a collection.</summary>
    public const int BlockedWriters = 2;

    /// <summary>The same where work waits for a thread meanwhile.</summary>
    public const double BlockedWritersOfFew = 1;

    /// <summary>Calls without an answer.</summary>
    public const int UnansweredCalls = 3;

    /// <summary>Of what was parked at the first look, the share that is there at the last one: answers that come do not leave so many.</summary>
    public const double LastingShare = 0.5;

    /// <summary>Of those that wait for a lock, the share that is there at the last look, if nobody lets it go.</summary>
    public const double StuckShare = 0.9;

    /// <summary>Pool threads that block on tasks.</summary>
    public const double BlockingThreads = 2;

    /// <summary>Of the pool's threads, the share that blocks on tasks; fewer leave it able to work.</summary>
    public const double BlockedShare = 0.5;

    /// <summary>Of the answers that a process with a blocked pool waits for at sockets, the share that has come.</summary>
    public const double UnreadShare = 0.5;

    /// <summary>Objects of a type, or parked methods, that are gained in the window.</summary>
    public const int LeakedObjects = 20;

    /// <summary>So many are gained for each request that was served: what fills a cache gets less with time.</summary>
    public const double LeakedPerRequest = 0.2;

    /// <summary>Of what was gained a second before, the share that a leak gains at least from the later look on: a cache that has just become full gains nothing.</summary>
    public const double GoesOnShare = 0.25;

    /// <summary>So many must be due by then: of fewer nothing can be told.</summary>
    public const double DueObjects = 8;

    /// <summary>For each request that is held up, so many objects of a type may be more: they go with it.</summary>
    public const double ObjectsPerHeldRequest = 2;

    /// <summary>Beside what holds requests up, bytes that must be gained to be the matter too: some kilobytes are not what fails now.</summary>
    public const long LeakedBytesBeside = 8 << 10;

    /// <summary>Of the heap, bytes in use that were gained since before the trouble began.</summary>
    public const long LeakedHeapBytes = 32 << 20;

    /// <summary>As a share of what was in use then.</summary>
    public const double LeakedHeapShare = 0.5;

    /// <summary>Of the most that the heap may be, what must be in use: a leak into a heap that has room left harms nobody yet.</summary>
    public const double ShortHeapShare = 0.6;

    /// <summary>Of those bytes, the share that one owner must keep to be told of.</summary>
    public const double KeptShare = 0.2;

    /// <summary>Of the connections that were gained, the share whose calls wait for an answer: those are there for the calls.</summary>
    public const double CallingShare = 0.2;

    /// <summary>Threads gained at one place.</summary>
    public const int LeakedThreads = 5;

    /// <summary>Memory gained outside of the managed heap, a second, in both halves of the window: compiled code and buffers come once.</summary>
    public const double LeakedNativeBytes = 2 << 20;

    /// <summary>Of native memory, what a thread takes for itself.</summary>
    public const long ThreadBytes = 256 << 10;

    /// <summary>Of all waits for locks, seconds worth telling of one.</summary>
    public const double LockTold = 0.1;
}
