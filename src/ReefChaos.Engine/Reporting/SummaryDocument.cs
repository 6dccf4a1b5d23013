using ReefChaos.Histories;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>The shape of <c>summary.json</c>: a stable contract, described by <c>summary.schema.json</c>. Members are only ever added.</summary>
internal sealed record SummaryDocument(int Version, IReadOnlyList<SummaryRun> Runs);

internal sealed record SummaryRun(
    string Scenario,
    VerdictKind Verdict,
    string Reason,
    ReasonCode? Code,
    ulong Seed,
    string? Target,
    SummaryLimits Limits,
    SummaryLoad Load,
    IReadOnlyDictionary<string, SummaryArm> Arms,
    string Folder);

internal sealed record SummaryLimits(string? Rung, string? Enforced, double? Cpus, string? Memory, int? Processors, long? HeapLimitBytes);

internal sealed record SummaryArm(
    IReadOnlyList<SummaryObjective> Objectives,
    IReadOnlyList<SummaryObjective> Baseline,
    long Injections,
    IReadOnlyDictionary<string, long> InjectionsByFault,
    long Requests,
    IReadOnlyDictionary<string, long> Failures,
    SummaryGenerator? Generator,
    int? ExitCode,
    IReadOnlyList<string> Troubles,
    IReadOnlyList<string> Precursors,
    SummaryTarget? Target,
    SummarySendLatency? LatencyFromSend,
    Cause? Cause);

/// <summary>From the actual send: never what an objective is judged by.</summary>
internal sealed record SummarySendLatency(double P50Ms, double P99Ms);

/// <param name="Closed">In some simulation the target sets the pace, so that a stall hides part of itself.</param>
internal sealed record SummaryLoad(string Profile, bool Closed);

/// <param name="Sees">The limits beside what the runtime made of them, in words.</param>
internal sealed record SummaryTarget(
    double? StartSeconds,
    RuntimeProgram? Program,
    string Sees,
    IReadOnlyList<string> Mismatches,
    IReadOnlyList<string> BlindSpots,
    RuntimeFacts? Runtime,
    SummaryUse? Use,
    int Restarts,
    ExitCause? ExitCause,
    IReadOnlyList<string> Ends);

internal sealed record SummaryUse(
    double? ThrottledShare, double? ThrottledSeconds, long? MemoryLimitBytes, long? MemoryHighBytes, long? MemoryPeakBytes);

internal sealed record SummaryObjective(
    string Name, string Target, double? Value, double? Low, double? High, ObjectiveState Result, string Note);

internal sealed record SummaryGenerator(
    double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double CpuShare, double GcPauseMs, bool Healthy, string Note);
