using System.Text.Json.Serialization;
using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Histories;

/// <summary>Something that happened in an arm. Entries are only ever appended.</summary>
/// <remarks>A name in the past tense is an instant; the others are measurements.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(TargetStarted), "target-started")]
[JsonDerivedType(typeof(TargetExited), "target-exited")]
[JsonDerivedType(typeof(TargetRestarted), "target-restarted")]
[JsonDerivedType(typeof(TargetSample), "target-sample")]
[JsonDerivedType(typeof(RuntimeSample), "runtime-sample")]
[JsonDerivedType(typeof(RuntimeSecond), "runtime-second")]
[JsonDerivedType(typeof(LimitSample), "limit-sample")]
[JsonDerivedType(typeof(PhaseStarted), "phase-started")]
[JsonDerivedType(typeof(PhaseExtended), "phase-extended")]
[JsonDerivedType(typeof(FaultArmed), "fault-armed")]
[JsonDerivedType(typeof(FaultRefused), "fault-refused")]
[JsonDerivedType(typeof(FaultSample), "fault-sample")]
[JsonDerivedType(typeof(FaultDisarmed), "fault-disarmed")]
[JsonDerivedType(typeof(LoadSecond), "load-second")]
[JsonDerivedType(typeof(LoadTick), "load-tick")]
[JsonDerivedType(typeof(GeneratorReport), "generator-report")]
[JsonDerivedType(typeof(GuardTripped), "guard-tripped")]
[JsonDerivedType(typeof(CauseSought), "cause-sought")]
[JsonDerivedType(typeof(CauseFound), "cause-found")]
[JsonDerivedType(typeof(Trouble), "trouble")]
[JsonDerivedType(typeof(ArmEnded), "arm-ended")]
public abstract record Entry
{
    /// <summary>Seconds since the load began; negative before it.</summary>
    public required double At { get; init; }
}

/// <param name="Rung">The means by which limits are enforced, such as <c>cgroup-v1</c>.</param>
/// <param name="Enforced">What that rung really limits, and what it cannot, in words.</param>
/// <param name="Runtime">Null where no agent told it.</param>
/// <param name="StartSeconds">From the order to the first answer.</param>
public sealed record TargetStarted(int ProcessId, string Kind, string Rung, string Enforced, RuntimeFacts? Runtime, double StartSeconds) : Entry
{
    /// <summary>Null where no .NET runtime told it.</summary>
    public RuntimeProgram? Program { get; init; }

    /// <summary>What this kind of target does not limit, and what is not observed of it, a line each.</summary>
    public IReadOnlyList<string> BlindSpots { get; init; } = [];
}

/// <param name="ExitCode">As the system gives it: 128 + signal for a killed process.</param>
/// <param name="Fault">The id of the fault that killed it; null where none did.</param>
public sealed record TargetExited(int ExitCode, ExitCause Cause, string LastOutput, string? Fault = null) : Entry
{
    /// <summary>The runner itself ended it, by plan or at the end.</summary>
    [JsonIgnore]
    public bool Expected => Cause is ExitCause.KilledByUs or ExitCause.Stopped;
}

/// <summary>It ended and came back. What a runtime or a kernel counted before begins anew with it.</summary>
/// <param name="DownSeconds">From its end until it ran again.</param>
public sealed record TargetRestarted(int ProcessId, double DownSeconds) : Entry;

/// <summary>Taken once a second, from outside the process.</summary>
public sealed record TargetSample(long ResidentBytes, int Threads, double CpuSeconds) : Entry
{
    /// <summary>
    /// Since the entry before, seconds that its threads were ready to run while no processor was free for them, summed over those that live now. Null where the kernel
    /// does not tell, and in histories of earlier versions.
    /// </summary>
    public double? WaitSeconds { get; init; }
}

/// <summary>Told once a second by the agent in the process; missing where that has none, or did not answer in time.</summary>
/// <param name="HeapBytes">The managed heap, garbage included that is not collected yet.</param>
/// <param name="GcPauseSeconds">Sum since the process started.</param>
/// <param name="Gen0Collections">Number since the process started; those of older generations count too, as they collect the youngest with them.</param>
public sealed record RuntimeSample(long HeapBytes, long HeapLimitBytes, double GcPauseSeconds, long Gen0Collections, int PoolThreads) : Entry;

/// <summary>Told once a second by the runtime's own events, which the runner listens to from before the load; missing where it has none, or tells nothing.</summary>
/// <remarks>Histories of earlier versions have none.</remarks>
/// <param name="HeapBytes">The whole heap after the last collection, of whatever generations; null before the first.</param>
/// <param name="InUseBytes">What the last collection of all generations left in use; null before the first. A leak shows in it, and garbage does not.</param>
/// <param name="AllocatedBytes">Since the entry before; null where the runtime publishes no such meter, as before .NET 9.</param>
/// <param name="Collections">Since the entry before, by the oldest generation that was collected: 0, 1, 2.</param>
/// <param name="PauseSeconds">In which collections held the whole process up, since the entry before.</param>
/// <param name="LockWaits">Times that a thread had to wait for a monitor or lock, since the entry before; semaphores do not count. Null as above.</param>
/// <param name="Exceptions">Thrown since the entry before, caught or not. Null as above, and before the first one.</param>
/// <param name="PoolQueue">Work that waits for a thread of the pool.</param>
/// <param name="ActiveCalls">HTTP calls that the target has under way; null where it has made none.</param>
public sealed record RuntimeSecond(
    long? HeapBytes, long? InUseBytes, long? AllocatedBytes, IReadOnlyList<long> Collections, double PauseSeconds, long? LockWaits, long? Exceptions,
    long? PoolThreads, long? PoolQueue, long? ActiveCalls) : Entry;

/// <summary>How much of its limits the target uses, once a second, from the kernel's or the container engine's books.</summary>
/// <param name="Memory">Null where no memory limit is kept.</param>
/// <param name="Cpu">Null where no CPU quota is kept.</param>
/// <param name="Restarts">That whoever runs the target counted by itself; 0 where nobody restarts it.</param>
public sealed record LimitSample(MemoryUse? Memory, CpuThrottling? Cpu, int Restarts = 0) : Entry;

public sealed record PhaseStarted(Phase Phase) : Entry;

/// <param name="BySeconds">How much the phase grew by this decision.</param>
public sealed record PhaseExtended(Phase Phase, double BySeconds, string Why) : Entry;

public sealed record FaultArmed(string Fault) : Entry;

public sealed record FaultRefused(string Fault, string Why) : Entry;

/// <param name="Calls">Calls that reached the site while armed.</param>
/// <param name="Injections">Those of them that were hit.</param>
public sealed record FaultSample(string Fault, long Calls, long Injections) : Entry;

public sealed record FaultDisarmed(string Fault, long Calls, long Injections) : Entry;

/// <summary>All requests whose intended start lies in one second, written when the last of them has ended.</summary>
/// <param name="Second">Since the load began; the requests of second 3 were due from 3.0 to 4.0.</param>
/// <param name="Failures">Counts by kind: see <see cref="FailureKinds"/>.</param>
/// <param name="Latencies">HdrHistogram of microseconds from the intended start, over all requests: see <see cref="EncodedHistogram"/>.</param>
/// <param name="FromSend">The same from the actual send: what a generator that waits for its target would have seen.</param>
public sealed record LoadSecond(
    int Second, long Requests, long Ok, IReadOnlyDictionary<string, long> Failures, string Latencies, string FromSend = "") : Entry;

/// <summary>For the live view: what is under way now.</summary>
public sealed record LoadTick(long Sent, long Ended, long InFlight) : Entry;

/// <summary>How good the measuring instrument itself was. Lateness runs from the intended to the actual send.</summary>
/// <param name="Unsent">Requests that were due and never sent.</param>
/// <param name="CpuShare">Cores used: 1 is one core all the time. Of several workers the busiest one's.</param>
/// <param name="Lateness">All of it, in microseconds, so that the reports of several workers merge: see <see cref="EncodedHistogram"/>.</param>
/// <param name="Cores">As many as a worker can use.</param>
public sealed record GeneratorReport(
    long Due, long Sent, long Unsent, double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double CpuShare, double GcPauseMs, long ResidentBytes,
    string Lateness = "", int Cores = 1) : Entry
{
    /// <summary>So far off its schedule a start may be on purpose, and latencies count from the actual start. 0 for the built-in worker.</summary>
    public double ScatterMs { get; init; }

    /// <summary>What sent the load, with its version; empty for the built-in worker.</summary>
    public string Driver { get; init; } = "";
}

public sealed record GuardTripped(string Guard) : Entry;

/// <summary>The target is looked into from outside, for some seconds.</summary>
public sealed record CauseSought : Entry;

/// <param name="Cause">The failure modes that were seen, none included.</param>
public sealed record CauseFound(Cause Cause) : Entry;

/// <summary>Something went wrong that the arm survived, or that ended it.</summary>
/// <param name="Source">Which part noticed: <c>agent</c>, <c>target</c>, <c>load</c>, <c>conductor</c>, <c>dependency</c>.</param>
/// <param name="Fatal">The arm could not go on.</param>
public sealed record Trouble(string Source, string Message, bool Fatal) : Entry;

/// <param name="How"><c>completed</c>, <c>aborted</c> by the guard, <c>cancelled</c> by the user, or <c>failed</c>.</param>
public sealed record ArmEnded(ArmEnd How) : Entry;

public enum ArmEnd
{
    Completed,
    Aborted,
    Cancelled,
    Failed,
}
