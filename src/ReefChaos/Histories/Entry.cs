using System.Text.Json.Serialization;
using ReefChaos.Plans;

namespace ReefChaos.Histories;

/// <summary>Something that happened in an arm. Entries are only ever appended.</summary>
/// <remarks>A name in the past tense is an instant; the others are measurements.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(TargetStarted), "target-started")]
[JsonDerivedType(typeof(TargetExited), "target-exited")]
[JsonDerivedType(typeof(TargetSample), "target-sample")]
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
[JsonDerivedType(typeof(Trouble), "trouble")]
[JsonDerivedType(typeof(ArmEnded), "arm-ended")]
public abstract record Entry
{
    /// <summary>Seconds since the load began; negative before it.</summary>
    public required double At { get; init; }
}

/// <param name="Rung">The means by which limits are enforced, such as <c>cgroup-v1</c>.</param>
/// <param name="Enforced">What that rung really limits, and what it cannot, in words.</param>
/// <param name="Processors">What the runtime saw.</param>
/// <param name="HeapLimitBytes">What the runtime saw; 0 where it knows none.</param>
public sealed record TargetStarted(int ProcessId, string Kind, string Rung, string Enforced, int Processors, long HeapLimitBytes, double StartSeconds) : Entry;

/// <param name="ExitCode">As the system gives it: 128 + signal for a killed process.</param>
/// <param name="Expected">True where the runner itself ended it.</param>
public sealed record TargetExited(int ExitCode, bool Expected, string LastOutput) : Entry;

/// <summary>Taken once a second, from outside the process.</summary>
public sealed record TargetSample(long ResidentBytes, int Threads, double CpuSeconds) : Entry;

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
/// <param name="Failures">Counts by kind: <c>status-503</c>, <c>timeout</c>, <c>connection</c>, <c>protocol</c>.</param>
/// <param name="Latencies">HdrHistogram of microseconds from the intended start, over all requests: see <see cref="EncodedHistogram"/>.</param>
public sealed record LoadSecond(int Second, long Requests, long Ok, IReadOnlyDictionary<string, long> Failures, string Latencies) : Entry;

/// <summary>For the live view: what is under way now.</summary>
public sealed record LoadTick(long Sent, long Ended, long InFlight) : Entry;

/// <summary>How good the measuring instrument itself was. Lateness runs from the intended to the actual send.</summary>
/// <param name="Unsent">Requests that were due and never sent.</param>
public sealed record GeneratorReport(
    long Due, long Sent, long Unsent, double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double CpuShare, double GcPauseMs, long ResidentBytes) : Entry;

public sealed record GuardTripped(string Guard) : Entry;

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
